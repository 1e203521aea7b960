import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assessment } from "#src/access/privacy/dpia/assessment.ts";
import { toPrint } from "#src/access/privacy/dpia/document.ts";
import {
  type Dpia,
  makeDpia,
  markDpia,
  readDpiaStanding,
  readDpias,
} from "#src/access/privacy/dpia/register.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { renderPdf } from "#src/platform/print/pdf.ts";
import { type Call, type Command, findString } from "../command.ts";
import { operandAt, type PrivacyTools, textOption, unknownAction, withPrivacy } from "./open-privacy.ts";

export const privacyDpiaCommand: Command = {
  name: "privacy dpia",
  summary: {
    vi: "đánh giá tác động xử lý dữ liệu: lập, duyệt, nộp, còn đúng không",
    en: "impact assessment: make, approve, file, whether it is up to date",
  },
  operands: {
    vi: "[make | approve <bản> | filed <bản> | print <bản>]",
    en: "[make | approve <n> | filed <n> | print <n>]",
  },
  details: {
    vi: "Lập từ từ điển dữ liệu, sổ mục đích và số liệu lúc này; bản đã lập không sửa. print ghi .md và trang in được.",
    en: "Made from the dictionary, the purposes and today's figures; a version is kept as made. print writes .md and a page to print.",
  },
  examples: ["hp privacy dpia", "hp privacy dpia make --out dpia", "hp privacy dpia approve 1"],
  options: {
    out: textOption("thư mục ghi tài liệu", "folder for the document", { vi: "thư mục", en: "folder" }),
  },
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action] = call.operands;
      if (action === undefined) return standing(call, tools);
      if (action === "make") return print(call, await tools.tx((client) => makeDpia(client, tools.act)));
      if (action === "print") return print(call, await getVersion(call, tools));
      if (action === "approve" || action === "filed") {
        const { version } = await getVersion(call, tools);
        await tools.tx((client) =>
          markDpia(client, version, action === "approve" ? "approved" : "filed", tools.act),
        );
        return standing(call, tools);
      }
      throw unknownAction(call, ["make", "approve", "filed", "print"]);
    }),
};

async function getVersion(call: Call, { pool }: PrivacyTools): Promise<Dpia> {
  const named = operandAt(call, 1, { vi: "<bản>", en: "<version>" });
  const found = (await readDpias(pool)).find(({ version }) => String(version) === named);
  if (found === undefined) throw new HpError("record-not-found", { id: named.slice(0, 20), dataset: "dpia" });
  return found;
}

function print(call: Call, dpia: Dpia): number {
  const out = findString(call, "out") ?? ".";
  mkdirSync(out, { recursive: true });
  const files = [join(out, `dpia-${dpia.version}.md`), join(out, `dpia-${dpia.version}.pdf`)] as const;
  writeFileSync(files[0], dpia.document);
  const printed = toPrint(assessment(dpia.figures, dpia.version, localDay(dpia.madeAt)));
  writeFileSync(files[1], renderPdf(printed, dpia.madeAt));
  call.print(
    call.json
      ? JSON.stringify({ version: dpia.version, files, documentHash: dpia.documentHash })
      : `${files.join(", ")}  SHA-256 ${dpia.documentHash}`,
  );
  return 0;
}

async function standing(call: Call, { pool, today }: PrivacyTools): Promise<number> {
  const { latest, outOfDate, filingDue } = await readDpiaStanding(pool, today);
  if (call.json) {
    call.print(
      JSON.stringify({
        version: latest?.version ?? null,
        approvedAt: latest?.approvedAt ?? null,
        filedAt: latest?.filedAt ?? null,
        outOfDate,
        filingDue,
      }),
    );
    return 0;
  }
  call.print(
    latest === undefined
      ? call.say({ vi: "Chưa lập bản nào: hp privacy dpia make", en: "None made yet: hp privacy dpia make" })
      : call.say({
          vi: `Bản ${latest.version}, lập ${localDay(latest.madeAt)}, ${latest.approvedAt === null ? "chưa duyệt" : "đã duyệt"}, ${latest.filedAt === null ? "chưa nộp" : "đã nộp"}`,
          en: `Version ${latest.version}, made ${localDay(latest.madeAt)}, ${latest.approvedAt === null ? "not approved" : "approved"}, ${latest.filedAt === null ? "not filed" : "filed"}`,
        }),
  );
  if (latest !== undefined && outOfDate)
    call.print(
      call.say({
        vi: "Mục đích, trường, bên nhận hoặc thời hạn đã đổi sau bản này: cần lập bản mới.",
        en: "Purposes, fields, recipients or times changed since: make another.",
      }),
    );
  if (filingDue !== null)
    call.print(
      call.say({
        vi: `Hạn nộp [chưa đối chiếu]: ${filingDue}`,
        en: `To be filed by [unverified]: ${filingDue}`,
      }),
    );
  return 0;
}
