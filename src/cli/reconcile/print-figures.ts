import { findCode, getDataset } from "#src/domains/catalogue.ts";
import type { CaseRow, ReconciliationFigures } from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import type { Call } from "../command.ts";
import { textTable } from "../text-table.ts";

/** A code of a set in the caller's language. */
function wordOf(call: Call, codeSet: string, code: string): string {
  return findCode(codeSet, code)?.title[call.language] ?? code;
}

export function printFigures(call: Call, figures: ReconciliationFigures): void {
  const entities = Object.entries(figures.entities);
  if (entities.length === 0) {
    call.print(call.say({ vi: "Chưa có hồ sơ nào để đối soát.", en: "No records to reconcile yet." }));
    return;
  }
  for (const [entity, { records, byStatus, verified, everVerified }] of entities) {
    call.print(
      call.say({
        vi: `${getDataset(entity).title.vi}: ${records} hồ sơ, ${verified} hiện khớp dân cư, ${everVerified} đã từng khớp`,
        en: `${getDataset(entity).title.en}: ${records} records, ${verified} verified now, ${everVerified} ever verified`,
      }),
    );
    const rows = Object.entries(byStatus).sort(([, a], [, b]) => b - a);
    for (const line of textTable(
      [call.say({ vi: "tình trạng", en: "status" }), call.say({ vi: "hồ sơ", en: "records" })],
      rows.map(([status, n]) => [wordOf(call, "reconciliationStatus", status), String(n)]),
      { right: [1], indent: "  " },
    ))
      call.print(line);
  }
  const { cases, exceptions, claims } = figures;
  call.print(
    call.say({
      vi: `Việc cần người làm: ${cases.open} (quá hạn ${cases.overdue}); ngoại lệ đang có hiệu lực: ${exceptions}; chờ dân cư trả lời: ${claims.waiting}`,
      en: `Cases open: ${cases.open} (${cases.overdue} overdue); exceptions in force: ${exceptions}; waiting for the registry: ${claims.waiting}`,
    }),
  );
  for (const { owner, nextStep, n } of cases.byNextStep)
    call.print(`  ${n}  ${wordOf(call, "caseOwner", owner)}: ${wordOf(call, "caseNextStep", nextStep)}`);
}

export function caseLine(call: Call, row: CaseRow): string {
  return [
    row.caseId,
    row.dueOn ?? "-",
    row.schoolId ?? "-",
    wordOf(call, "reconciliationStatus", row.status),
    row.nextStep === null ? "-" : wordOf(call, "caseNextStep", row.nextStep),
  ].join("  ");
}

export function caseLines(call: Call, row: CaseRow): readonly string[] {
  const line = (vi: string, en: string, value: string | null) => `${call.say({ vi, en })}: ${value ?? "-"}`;
  const word = (set: string, code: string | null) => (code === null ? null : wordOf(call, set, code));
  return [
    line("Hồ sơ", "Record", `${row.entity} ${row.recordId}`),
    line("Hồ sơ liên quan", "Other record", row.otherRecordId),
    line("Tình trạng", "Status", word("reconciliationStatus", row.status)),
    line("Nguyên nhân", "Cause", word("caseCause", row.cause)),
    line("Ai xử lý", "Who acts", word("caseOwner", row.owner)),
    line("Việc cần làm", "Next step", word("caseNextStep", row.nextStep)),
    line("Hạn", "Due on", row.dueOn),
    line("Trường", "School", row.schoolId),
    line("Dòng nguồn", "Source row", row.sourceRowId),
    line("Chứng cứ", "Evidence", JSON.stringify(row.evidence)),
    line("Mở ở lượt", "Opened in run", String(row.openedRun)),
    line("Đóng ở lượt", "Closed in run", row.closedRun === null ? null : String(row.closedRun)),
  ];
}
