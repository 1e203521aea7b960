import { userInfo } from "node:os";
import { findCode, getCodeSet } from "#src/domains/catalogue.ts";
import { approveException, revokeException } from "#src/pipeline/3-identity/reconcile/exceptions.ts";
import {
  findCase,
  readCases,
  readReconciliation,
  type Within,
} from "#src/pipeline/3-identity/reconcile/read-figures.ts";
import { getReport, type MonthlyReport, makeReport } from "#src/pipeline/3-identity/reconcile/report.ts";
import { ingest } from "#src/pipeline/run.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { machineRecorder, recordOnMachine } from "../machine-actor.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { caseLine, caseLines, printFigures } from "../reconcile/print-figures.ts";
import { reportTable, writeReport } from "../reconcile/report-file.ts";
import { textTable } from "../text-table.ts";

const pageSize = 500;

const option = (vi: string, en: string, value: { vi: string; en: string }) =>
  ({ type: "string", value, help: { vi, en } }) as const;
const day = { vi: "ngày", en: "day" };
const text = { vi: "chữ", en: "text" };
const code = { vi: "mã", en: "code" };

export const reconcileCommand: Command = {
  name: "reconcile",
  summary: {
    vi: "đối soát với CSDL dân cư: tình hình, hỏi lại, hồ sơ lệch, ngoại lệ, báo cáo tháng",
    en: "reconciliation with the population registry: figures, asking, cases, exceptions, monthly report",
  },
  operands: {
    vi: "[run | report | case list | case show <mã> | exception approve <loại> <mã hồ sơ> | exception revoke <mã>]",
    en: "[run | report | case list | case show <id> | exception approve <entity> <record id> | exception revoke <id>]",
  },
  details: {
    vi: "Không có gì theo sau: tình hình. run: hỏi những gì dân cư chưa trả lời hoặc báo đã đổi, không cần tệp nào.\nreport lập báo cáo tháng và giữ nguyên bản đã lập; lập lại là bản mới. --made xem bản đã lập.",
    en: "Nothing after it: the figures. run: asks what the registry hasn't answered or told as changed, without any file.\nreport makes the month's report and keeps it as made; made again it is a new revision. --made shows what was made.",
  },
  examples: [
    "hp reconcile",
    "hp reconcile run",
    "hp reconcile report --month 2026-11 --out doi-soat.xlsx",
    "hp reconcile case list --commune 11394 --overdue",
    "hp reconcile exception approve learner 5b0c… --kind orphan --until 2026-12-31 --reason 'đang làm khai sinh'",
    "hp reconcile exception revoke 77aa… --reason 'đã có số'",
  ],
  options: {
    month: option("tháng báo cáo", "month of the report", { vi: "2026-11", en: "2026-11" }),
    made: { type: "boolean", help: { vi: "xem báo cáo đã lập", en: "show the report that was made" } },
    out: option("ghi báo cáo ra .xlsx hoặc .csv", "write the report as .xlsx or .csv", {
      vi: "tệp",
      en: "file",
    }),
    commune: option("chỉ một xã, phường", "one commune only", code),
    school: option("chỉ một trường", "one school only", code),
    status: option("chỉ hồ sơ ở tình trạng này", "only cases in this status", code),
    overdue: { type: "boolean", help: { vi: "chỉ hồ sơ quá hạn", en: "only overdue cases" } },
    kind: option(
      "loại ngoại lệ: orphan, newcomer, foreigner, noPapers, wrongSex",
      "kind of exception: orphan, newcomer, foreigner, noPapers, wrongSex",
      code,
    ),
    reason: option("lý do duyệt hoặc thu hồi", "why it is approved or revoked", text),
    document: option("văn bản kèm theo", "paper that goes with it", text),
    from: option("có hiệu lực từ (mặc định hôm nay)", "in force from (default today)", day),
    until: option("ngày cuối còn hiệu lực", "last day in force", day),
  },
  run: async (call) => {
    const [what, which] = call.operands;
    if (what === "run") return runAgain(call);
    const database = await openDatabase(call.config);
    try {
      const db = database.pool;
      if (what === undefined) return await showFigures(call, db);
      if (what === "report") return await report(call, db);
      if (what === "case" && which === "list") return await listCases(call, db);
      if (what === "case" && which === "show") return await showCase(call, db);
      if (what === "exception" && which === "approve") return await approve(call, db);
      if (what === "exception" && which === "revoke") return await revoke(call, db);
    } finally {
      await database.close();
    }
    throw new HpError("argument-invalid", {
      name: call.operands.join(" "),
      reason: "run, report, case list, case show, exception approve, exception revoke",
    });
  },
};

/** A run without files goes the same way as any other: notices are read, what waits is asked, standings are settled. */
async function runAgain(call: Call): Promise<number> {
  return withHost(call.config, call.log, progressLines(call.language), async ({ host }) => {
    if (host.registry === undefined && !call.json)
      call.print(
        call.say({
          vi: "Chưa nối với dân cư (HP_POPULATION_URL): không hỏi được gì, chỉ tính lại theo các câu trả lời đã có.",
          en: "No population registry is set (HP_POPULATION_URL): nothing can be asked, known answers are applied.",
        }),
      );
    const result = await ingest(host, { paths: [] });
    const { rows } = await host.pool.query<{ asked: number; changed: number }>(
      `select (select count(*)::integer from population_check where run_seq = $1 and attempts > 0) as asked,
         (select count(*)::integer from verification where run_seq = $1) as changed`,
      [result.runId],
    );
    const figures = await readReconciliation(host.pool, localDay(host.clock.now()));
    if (call.json)
      call.print(
        JSON.stringify({ runId: result.runId, registry: host.registry?.id ?? null, ...rows[0], ...figures }),
      );
    else {
      call.print(
        call.say({
          vi: `Lượt ${result.runId}: hỏi ${rows[0]?.asked ?? 0}, đổi tình trạng ${rows[0]?.changed ?? 0} hồ sơ.`,
          en: `Run ${result.runId}: asked ${rows[0]?.asked ?? 0}, ${rows[0]?.changed ?? 0} records changed status.`,
        }),
      );
      printFigures(call, figures);
    }
    return 0;
  });
}

function withinOf(call: Call): Within {
  const schoolId = findString(call, "school");
  if (schoolId !== undefined) return { schoolId };
  const communeCode = findString(call, "commune");
  return communeCode === undefined ? undefined : { communeCode };
}

const today = () => localDay(systemClock.now());
const actor = (call: Call) => ({
  by: userInfo().username,
  at: systemClock.now(),
  record: machineRecorder(call.config),
});

async function showFigures(call: Call, db: Pool): Promise<number> {
  const figures = await readReconciliation(db, today(), withinOf(call));
  if (call.json) call.print(JSON.stringify(figures));
  else printFigures(call, figures);
  return 0;
}

async function report(call: Call, db: Pool): Promise<number> {
  const month = findString(call, "month") ?? today().slice(0, 7);
  const made = isSet(call, "made") ? await getReport(db, month) : await makeReport(db, month, actor(call));
  const within = withinOf(call);
  const lines = made.lines.filter((line) => isWithin(line, within));
  const out = findString(call, "out");
  if (out !== undefined) await writeReport(out, made, lines, call.language);
  if (call.json) {
    call.print(JSON.stringify({ ...made, lines, ...(out === undefined ? {} : { out }) }));
    return 0;
  }
  call.print(
    call.say({
      vi: `Báo cáo đối soát tháng ${month}, bản ${made.revision}, gửi chậm nhất ${made.dueOn}. SHA-256 ${made.contentHash}`,
      en: `Reconciliation report of ${month}, revision ${made.revision}, to be sent by ${made.dueOn}. SHA-256 ${made.contentHash}`,
    }),
  );
  if (out !== undefined) call.print(out);
  else {
    const { head, rows } = reportTable(
      lines.filter((line) => within !== undefined || line.unitKind !== "school"),
      call.language,
    );
    for (const line of textTable(
      head,
      rows.map((row) => row.map(String)),
    ))
      call.print(line);
  }
  return 0;
}

function isWithin(line: MonthlyReport["lines"][number], within: Within): boolean {
  if (within === undefined) return true;
  return "schoolId" in within
    ? line.unitId === within.schoolId
    : line.communeCode === within.communeCode ||
        (line.unitKind === "commune" && line.unitId === within.communeCode);
}

async function listCases(call: Call, db: Pool): Promise<number> {
  const within = withinOf(call);
  const status = findString(call, "status");
  const filter = {
    ...(within === undefined ? {} : { within }),
    ...(status === undefined ? {} : { status: known("reconciliationStatus", "--status", status) }),
    ...(isSet(call, "overdue") ? { overdueOn: today() } : {}),
  };
  let count = 0;
  let after: { readonly dueOn: string; readonly caseId: string } | undefined;
  for (;;) {
    const rows = await readCases(db, filter, { size: pageSize, ...(after === undefined ? {} : { after }) });
    if (rows.length > 0)
      await recordOnMachine(call.config, db, {
        action: "reconciliationCase.list",
        object: "reconciliationCase",
        subjects: rows.map(({ recordId }) => recordId),
        detail: { rows: rows.length },
      });
    for (const row of rows) call.print(call.json ? JSON.stringify(row) : caseLine(call, row));
    count += rows.length;
    const last = rows.at(-1);
    if (rows.length < pageSize || last === undefined || last.dueOn === null) break;
    after = { dueOn: last.dueOn, caseId: last.caseId };
  }
  call.print(
    call.json
      ? JSON.stringify({ cases: count })
      : call.say({ vi: `${count} hồ sơ đang mở.`, en: `${count} open cases.` }),
  );
  return 0;
}

async function showCase(call: Call, db: Pool): Promise<number> {
  const caseId = operand(call, 2, { vi: "<mã>", en: "<id>" });
  const found = await findCase(db, uuid(caseId));
  if (found === undefined)
    throw new HpError("record-not-found", { id: caseId, dataset: "reconciliationCase" });
  await recordOnMachine(call.config, db, {
    action: "reconciliationCase.read",
    object: `reconciliationCase/${caseId}`,
    subjects: [found.recordId],
  });
  if (call.json) call.print(JSON.stringify(found));
  else for (const line of caseLines(call, found)) call.print(line);
  return 0;
}

async function approve(call: Call, db: Pool): Promise<number> {
  const document = findString(call, "document");
  const exceptionId = await approveException(
    db,
    {
      entity: operand(call, 2, { vi: "<loại>", en: "<entity>" }),
      recordId: uuid(operand(call, 3, { vi: "<mã hồ sơ>", en: "<record id>" })),
      kind: known("exceptionKind", "--kind", needed(call, "kind")),
      reason: needed(call, "reason"),
      ...(document === undefined ? {} : { document }),
      validFrom: findString(call, "from") ?? today(),
      expiresOn: needed(call, "until"),
    },
    actor(call),
  );
  call.print(
    call.json
      ? JSON.stringify({ exceptionId })
      : call.say({ vi: `Đã duyệt ngoại lệ ${exceptionId}.`, en: `Exception ${exceptionId} approved.` }),
  );
  return 0;
}

async function revoke(call: Call, db: Pool): Promise<number> {
  const exceptionId = uuid(operand(call, 2, { vi: "<mã>", en: "<id>" }));
  await revokeException(db, exceptionId, needed(call, "reason"), actor(call));
  call.print(
    call.json
      ? JSON.stringify({ exceptionId, revoked: true })
      : call.say({ vi: `Đã thu hồi ngoại lệ ${exceptionId}.`, en: `Exception ${exceptionId} revoked.` }),
  );
  return 0;
}

function operand(call: Call, at: number, name: { readonly vi: string; readonly en: string }): string {
  const value = call.operands[at];
  if (value === undefined) throw new HpError("argument-missing", { name: call.say(name) });
  return value;
}

function needed(call: Call, name: string): string {
  const value = findString(call, name);
  if (value === undefined || value.trim() === "")
    throw new HpError("argument-missing", { name: `--${name}` });
  return value;
}

function known(codeSet: string, name: string, value: string): string {
  if (findCode(codeSet, value) === undefined)
    throw new HpError("argument-invalid", {
      name,
      reason: getCodeSet(codeSet)
        .entries.map((entry) => entry.code)
        .join(", "),
    });
  return value;
}

function uuid(value: string): string {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value))
    throw new HpError("argument-invalid", { name: shownBack(value), reason: "uuid" });
  return value;
}
