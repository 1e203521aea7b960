import { findDataset } from "#src/domains/catalogue.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { ReconciliationFigures } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { formatNumber } from "../language.ts";
import { codeTitle } from "./code-title.ts";
import { type Html, html, nothing } from "./html.ts";
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

/** Every status with its number; a status nobody is in is left out. */
export function statusTable(figures: ReconciliationFigures, language: Language): Html {
  const say = sayIn(language);
  const rows = Object.entries(figures.entities).flatMap(([entity, { byStatus }]) =>
    Object.entries(byStatus)
      .sort(([, a], [, b]) => b - a)
      .map(([status, n]) => [
        html`<a href="/api/v1/verifications?entity=${entity}&amp;status=${status}">${codeTitle("reconciliationStatus", status, language)}</a>`,
        findDataset(entity)?.title[language] ?? entity,
        formatNumber(n, language),
      ]),
  );
  if (rows.length === 0) return nothing;
  return table(
    say("Theo tình trạng", "By status"),
    [
      { title: say("Tình trạng", "Status") },
      { title: say("Đối tượng", "People") },
      { title: say("Hồ sơ", "Records"), number: true },
    ],
    rows,
  );
}

/** What somebody has to do, most often first. */
export function nextStepList({ cases, exceptions }: ReconciliationFigures, language: Language): Html {
  const say = sayIn(language);
  const n = (value: number) => formatNumber(value, language);
  const summary = say(
    `${n(cases.open)} việc đang mở, ${n(cases.overdue)} quá hạn; ${n(exceptions)} ngoại lệ đang có hiệu lực.`,
    `${n(cases.open)} open cases, ${n(cases.overdue)} overdue; ${n(exceptions)} exceptions in force.`,
  );
  if (cases.open === 0) return html`<p>${summary}</p>`;
  return html`<p>${summary}</p>
<ul class="plain">${cases.byNextStep.map(
    (step) =>
      html`<li>${n(step.n)} · ${codeTitle("caseOwner", step.owner, language)}: ${codeTitle("caseNextStep", step.nextStep, language)}</li>`,
  )}</ul>`;
}
