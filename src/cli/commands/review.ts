import { readFileSync } from "node:fs";
import { userInfo } from "node:os";
import { decideReview, findFollowUp, type ReviewDecision } from "#src/pipeline/decide-review.ts";
import { noProgress } from "#src/pipeline/progress.ts";
import { ingest } from "#src/pipeline/run.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { uuidOperand } from "../identity/operands.ts";
import { machineRecorder } from "../machine-actor.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { printRun } from "./ingest.ts";

export const reviewCommand: Command = {
  name: "review",
  summary: {
    vi: "việc chờ người quyết: xem, đồng ý, từ chối",
    en: "things a person must decide: list, approve, reject",
  },
  operands: { vi: "[mã việc]", en: "[review id]" },
  options: {
    release: {
      type: "boolean",
      help: { vi: "cho nguồn gửi thiếu dòng vào hồ sơ", en: "let a shrunken feed in" },
    },
    reject: { type: "boolean", help: { vi: "không nhận", en: "refuse" } },
    encoding: {
      type: "string",
      value: { vi: "mã", en: "id" },
      help: { vi: "chọn bảng mã: utf-8, windows-1258, tcvn3, vni…", en: "choose the encoding" },
    },
    delimiter: {
      type: "string",
      value: { vi: "dấu", en: "sign" },
      help: {
        vi: 'chọn dấu phân cách cột: ";" "," "|" tab',
        en: 'choose the column delimiter: ";" "," "|" tab',
      },
    },
    font: {
      type: "string",
      value: { vi: "phông", en: "font" },
      help: { vi: "chọn phông cũ: tcvn3, vni, none", en: "choose the old font: tcvn3, vni, none" },
    },
    mapping: {
      type: "string",
      value: { vi: "tệp.json", en: "file.json" },
      help: { vi: "xác nhận cột nào là gì", en: "confirm which column is what" },
    },
    source: {
      type: "string",
      value: { vi: "hệ thống", en: "system" },
      help: { vi: "tệp của hệ thống nào", en: "which system the file is from" },
    },
    school: {
      type: "string",
      value: { vi: "mã trường", en: "school" },
      help: { vi: "tệp của trường nào", en: "which school the file is from" },
    },
  },
  examples: ["hp review", "hp review 5b0c… --release"],
  run: async (call) => {
    const [given] = call.operands;
    if (given === undefined) return listReviews(call);
    const reviewId = uuidOperand(given);
    const decision = decisionOf(call);
    return withHost(call.config, call.log, progressLines(call.language), async ({ host }) => {
      await decideReview(host.pool, reviewId, decision, {
        decidedBy: userInfo().username,
        decidedAt: host.clock.now(),
        record: machineRecorder(call.config),
      });
      const request = await findFollowUp(host.pool, reviewId);
      if (request === undefined) {
        call.print(
          call.json
            ? JSON.stringify({ reviewId, status: "rejected" })
            : call.say({ vi: "Đã ghi: không nhận.", en: "Noted: refused." }),
        );
        return 0;
      }
      const result = await ingest(host, request);
      printRun(call, result);
      return result.accounted ? 0 : 1;
    });
  },
};

function decisionOf(call: Call): ReviewDecision {
  if (isSet(call, "release")) return { action: "release" };
  if (isSet(call, "reject")) return { action: "reject" };
  const encoding = findString(call, "encoding");
  const delimiter = findString(call, "delimiter");
  const font = findString(call, "font");
  if (encoding !== undefined || delimiter !== undefined || font !== undefined) {
    return {
      action: "chooseEncoding",
      ...(encoding === undefined ? {} : { encoding }),
      ...(delimiter === undefined ? {} : { delimiter }),
      ...(font === undefined ? {} : { font }),
    };
  }
  const mapping = findString(call, "mapping");
  if (mapping !== undefined)
    return { action: "confirmMapping", mapping: JSON.parse(readFileSync(mapping, "utf8")) };
  const source = findString(call, "source");
  const school = findString(call, "school");
  if (source !== undefined || school !== undefined)
    return { action: "nameSource", sourceSystem: source, schoolId: school };
  throw new HpError("argument-missing", {
    name: "--release | --reject | --encoding | --delimiter | --font | --mapping | --source | --school",
  });
}

/** A question as it waits: of the parsers (how bytes are read) or of recognition (which column is what). */
interface Asked {
  readonly code: string;
  readonly header?: string;
  readonly candidates: readonly {
    readonly value: string;
    readonly confidence: number;
    readonly sample?: string;
  }[];
}

/** `encoding-unsure: tcvn3 (Nguyễn), vni (NguyÔn)`: what may be answered and what the text would read like. */
function askedLine(asked: Asked): string {
  const choices = asked.candidates.slice(0, 4).map(({ value, sample }) => {
    const shown = value === "\t" ? "tab" : value;
    return sample === undefined ? shown : `${shown} (${sample.replace(/\s+/g, " ").slice(0, 40)})`;
  });
  return `    ${asked.code}${asked.header === undefined ? "" : ` “${asked.header}”`}${choices.length === 0 ? "" : `: ${choices.join(", ")}`}`;
}

interface OpenReview {
  readonly review_id: string;
  readonly kind: string;
  readonly school_id: string | null;
  readonly file_name: string | null;
  readonly question: {
    readonly sheetName?: string;
    readonly rows?: number;
    readonly rowsBefore?: number;
    readonly rowsNow?: number;
    readonly questions?: readonly Asked[];
  };
}

async function listReviews(call: Call): Promise<number> {
  const rows = await withHost(call.config, call.log, noProgress, async ({ host }) => {
    const result = await host.pool.query<OpenReview>(
      `select r.review_id, r.kind, r.school_id, r.question,
         (select f.file_name from file f where f.file_id = r.file_id order by f.file_seq desc limit 1) as file_name
       from review r where r.status = 'open' order by r.opened_at, r.review_id`,
    );
    return result.rows;
  });
  if (call.json) {
    call.print(JSON.stringify({ reviews: rows }));
    return 0;
  }
  if (rows.length === 0) call.print(call.say({ vi: "Không có việc nào chờ.", en: "Nothing waits." }));
  for (const row of rows) {
    const what =
      row.kind === "feedShrunk"
        ? `${row.question.rowsBefore} → ${row.question.rowsNow}`
        : `${row.question.sheetName ?? ""} (${row.question.rows ?? 0})`;
    call.print(
      `${row.review_id}  ${row.kind.padEnd(15)} ${row.school_id ?? "-"}  ${row.file_name ?? ""}  ${what}`,
    );
    for (const asked of row.question.questions ?? []) call.print(askedLine(asked));
  }
  return 0;
}
