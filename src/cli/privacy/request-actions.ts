import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { consentChannels } from "#src/access/privacy/consent/ledger.ts";
import { appendErasures } from "#src/access/privacy/retention/ledger.ts";
import { completeRequest } from "#src/access/privacy/rights/complete.ts";
import { requestKinds } from "#src/access/privacy/rights/deadlines.ts";
import { type DeletionItem, planDeletion } from "#src/access/privacy/rights/deletion-plan.ts";
import { exportDocument } from "#src/access/privacy/rights/export-document.ts";
import { exportFile, exportPerson } from "#src/access/privacy/rights/export-person.ts";
import {
  acceptRequest,
  askForProof,
  cancelRequest,
  extendRequest,
  markExported,
  openRequest,
  refuseRequest,
} from "#src/access/privacy/rights/handle.ts";
import { getRequest } from "#src/access/privacy/rights/request.ts";
import { proofs } from "#src/access/privacy/rights/standing.ts";
import { closeTask } from "#src/access/privacy/rights/tasks.ts";
import { writeDayOff } from "#src/access/privacy/rights/working-days.ts";
import { renderPdf } from "#src/platform/print/pdf.ts";
import { type Call, findString, isSet } from "../command.ts";
import {
  listOf,
  needed,
  oneOf,
  operandAt,
  type PrivacyTools,
  spokenBy,
  subjectAt,
  uuidAt,
} from "./open-privacy.ts";

type Action = (call: Call, tools: PrivacyTools) => Promise<number>;

/** What can be done to a request, by the word after `hp privacy request`. */
export const requestActions: Readonly<Record<string, Action>> = {
  open: async (call, { tx, keyring, act }) => {
    const kind = oneOf(operandAt(call, 1, { vi: "<quyền>", en: "<right>" }), requestKinds, "open");
    const isAuthorised = findString(call, "by") === "authorised";
    const by = isAuthorised ? "self" : spokenBy(call);
    const detail = findString(call, "detail");
    const requestId = await tx((client) =>
      openRequest(
        client,
        keyring,
        {
          kind,
          subject: subjectAt(call, 2),
          askedBy: isAuthorised ? "authorised" : by === "self" ? "self" : "representative",
          ...(by === "self" ? {} : { guardianId: by.guardianId }),
          channel: oneOf(findString(call, "channel") ?? "counter", consentChannels, "--channel"),
          viaProcessor: isSet(call, "processor"),
          purposes: listOf(call, "purposes"),
          fields: listOf(call, "fields"),
          ...(detail === undefined ? {} : { detail }),
        },
        act,
      ),
    );
    return told(call, { requestId }, { vi: `Đã nhận yêu cầu ${requestId}`, en: `Opened ${requestId}` });
  },
  proof: (call, { tx, act }) => step(call, () => tx((client) => askForProof(client, uuidAt(call, 1), act))),
  accept: (call, { tx, act }) =>
    step(call, () =>
      tx((client) =>
        acceptRequest(
          client,
          uuidAt(call, 1),
          {
            proof: oneOf(needed(call, "proof"), proofs, "--proof"),
            childAgrees: isSet(call, "child-agrees"),
          },
          act,
        ),
      ),
    ),
  extend: (call, { tx, keyring, act }) =>
    step(call, () =>
      tx((client) =>
        extendRequest(
          client,
          keyring,
          uuidAt(call, 1),
          { until: dayOf(needed(call, "until")), reason: needed(call, "reason") },
          act,
        ),
      ),
    ),
  refuse: (call, { tx, keyring, act }) =>
    step(call, () =>
      tx((client) => refuseRequest(client, keyring, uuidAt(call, 1), needed(call, "reason"), act)),
    ),
  cancel: (call, { tx, act }) =>
    step(call, () => tx((client) => cancelRequest(client, uuidAt(call, 1), act))),
  complete,
  export: exportTo,
  plan: async (call, { pool, today }) => {
    const request = await getRequest(pool, uuidAt(call, 1));
    return printPlan(call, await planDeletion(pool, request, today));
  },
  task: (call, { tx, act }) =>
    step(call, () =>
      tx((client) =>
        closeTask(
          client,
          uuidAt(call, 1),
          oneOf(
            operandAt(call, 2, { vi: "corrected|rejected", en: "corrected|rejected" }),
            ["corrected", "rejected"],
            "task",
          ),
          act,
        ),
      ),
    ),
  "day-off": (call, { tx, act }) =>
    step(call, () =>
      tx((client) =>
        writeDayOff(
          client,
          {
            day: dayOf(operandAt(call, 1, { vi: "<ngày>", en: "<day>" })),
            kind: oneOf(operandAt(call, 2, { vi: "off|work", en: "off|work" }), ["off", "work"], "day-off"),
            title: needed(call, "title"),
          },
          act,
        ),
      ),
    ),
};

async function complete(call: Call, tools: PrivacyTools): Promise<number> {
  const requestId = uuidAt(call, 1);
  const done = await tools.tx((client) =>
    completeRequest(
      client,
      requestId,
      { keyring: tools.keyring, erasureKey: tools.erasureKey, outcome: needed(call, "outcome") },
      tools.act,
    ),
  );
  appendErasures(tools.ledgerFile, done.erasures);
  if (done.deletion.length > 0) return printPlan(call, done.deletion);
  return told(call, { requestId, state: "done" }, { vi: "Đã xong.", en: "Done." });
}

/** Writes the data as JSON and as PDF, and keeps the file's hash with the request. */
async function exportTo(call: Call, { pool, tx, keyring, act }: PrivacyTools): Promise<number> {
  const request = await getRequest(pool, uuidAt(call, 1));
  const made = await exportPerson(pool, keyring, request, act.at);
  const { text, sha256 } = exportFile(made);
  const out = findString(call, "out") ?? `yeu-cau-${request.requestId.slice(0, 8)}`;
  mkdirSync(out, { recursive: true, mode: 0o700 });
  const files = [join(out, "du-lieu.json"), join(out, "du-lieu.pdf")] as const;
  writeFileSync(files[0], text, { mode: 0o600 });
  writeFileSync(files[1], renderPdf(exportDocument(made, call.language), act.at), { mode: 0o600 });
  await tx((client) => markExported(client, request.requestId, sha256, act));
  const rows = made.datasets.reduce((sum, { rows: found }) => sum + found.length, 0);
  for (const field of made.readFirst)
    if (!call.json)
      call.print(
        call.say({
          vi: `Đọc trước khi trao: ${field} có thể nhắc đến người khác.`,
          en: `Read before handing over: ${field} may name other people.`,
        }),
      );
  return told(
    call,
    { files, sha256, rows, datasets: made.datasets.length, readFirst: made.readFirst },
    {
      vi: `${rows} dòng của ${made.datasets.length} tập dữ liệu: ${files.join(", ")} (SHA-256 ${sha256})`,
      en: `${rows} rows of ${made.datasets.length} datasets: ${files.join(", ")} (SHA-256 ${sha256})`,
    },
  );
}

function printPlan(call: Call, items: readonly DeletionItem[]): number {
  if (call.json) {
    call.print(JSON.stringify({ items }));
    return 0;
  }
  for (const item of items) {
    const what = `${item.dataset}: ${item.fields.join(", ")} (${item.rows})`;
    const why = item.legalBasis ?? call.say({ vi: "không mục đích nào cần", en: "no purpose needs it" });
    const until = item.permanent
      ? call.say({ vi: "vĩnh viễn", en: "for good" })
      : (item.until ?? call.say({ vi: "chưa có thời hạn", en: "no time decided" }));
    call.print(
      item.action === "erase"
        ? call.say({ vi: `XÓA  ${what}: ${why}`, en: `ERASE ${what}: ${why}` })
        : call.say({ vi: `GIỮ  ${what} đến ${until}: ${why}`, en: `KEEP ${what} until ${until}: ${why}` }),
    );
  }
  return 0;
}

function dayOf(text: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : oneOf(text, [], "yyyy-mm-dd");
}

async function step(call: Call, work: () => Promise<void>): Promise<number> {
  await work();
  return told(call, { done: true }, { vi: "Đã ghi.", en: "Done." });
}

function told(call: Call, object: object, sentence: { vi: string; en: string }): number {
  call.print(call.json ? JSON.stringify(object) : call.say(sentence));
  return 0;
}
