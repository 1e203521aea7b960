import { findDataset } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { ReconciliationFigures } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { formatNumber } from "../language.ts";
import { type Html, html } from "./html.ts";
import { sayIn, table } from "./layout.ts";

/** Statuses that wait for the registry or for being sent, not for a person. */
const waiting: readonly string[] = ["pending", "notSent"];
const mismatched: readonly string[] = ["mismatchName", "mismatchBirthDate", "mismatchSex", "idNotFound"];

/** Verified now, once, not agreeing, waiting: one row a kind of people. */
export function standingTable(figures: ReconciliationFigures, language: Language): Html {
  const say = sayIn(language);
  const entities = Object.entries(figures.entities);
  if (entities.length === 0)
    return html`<p class="empty">${say("Chưa có hồ sơ nào được đối soát.", "No record has been reconciled yet.")}</p>`;
  return table(
    say("Đối soát với cơ sở dữ liệu quốc gia về dân cư", "Reconciliation with the population registry"),
    [
      { title: say("Đối tượng", "People") },
      { title: say("Hồ sơ", "Records"), number: true },
      { title: say("Hiện khớp", "Verified now"), number: true },
      { title: say("Đã từng khớp", "Ever verified"), number: true },
      { title: say("Lệch, không tìm thấy", "Mismatched, not found"), number: true },
      { title: say("Chờ dân cư", "Waiting"), number: true },
    ],
    entities.map(([entity, standing]) => {
      const sum = (statuses: readonly string[]) =>
        statuses.reduce((total, status) => total + (standing.byStatus[status] ?? 0), 0);
      return [
        findDataset(entity)?.title[language] ?? entity,
        ...[standing.records, standing.verified, standing.everVerified, sum(mismatched), sum(waiting)].map(
          (n) => formatNumber(n, language),
        ),
      ];
    }),
  );
}
