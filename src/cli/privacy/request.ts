import { kindTitles } from "#src/access/privacy/rights/deadlines.ts";
import {
  getRequest,
  type RightsRequest,
  readEvents,
  readRequests,
} from "#src/access/privacy/rights/request.ts";
import { readNotes } from "#src/access/privacy/rights/sealed-notes.ts";
import { readOpenTasks, readTasksOf } from "#src/access/privacy/rights/tasks.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import { textTable } from "../text-table.ts";
import { type PrivacyTools, textOption, unknownAction, uuidAt, withPrivacy } from "./open-privacy.ts";
import { requestActions } from "./request-actions.ts";

export const privacyRequestCommand: Command = {
  name: "privacy request",
  summary: {
    vi: "yêu cầu của người dân về dữ liệu của mình: nhận, xác minh, làm, quá hạn",
    en: "requests of people about their data: open, verify, act, overdue",
  },
  operands: {
    vi: "list | show <mã> | open <quyền> <loại> <mã hồ sơ> | proof|accept|extend|refuse|cancel|complete <mã> | export|plan <mã> | task <mã việc> corrected|rejected | day-off <ngày> off|work",
    en: "list | show <id> | open <right> <entity> <record id> | proof|accept|extend|refuse|cancel|complete <id> | export|plan <id> | task <task id> corrected|rejected | day-off <day> off|work",
  },
  details: {
    vi: "Quyền: see, copy, correct, delete, restrict, object, withdrawConsent, reviewDecision. export ghi tệp JSON và trang in được (HTML, in ra PDF từ trình duyệt). plan nói xóa được gì, luật giữ gì.",
    en: "Rights: see, copy, correct, delete, restrict, object, withdrawConsent, reviewDecision. export writes JSON and a page to print (HTML; a browser prints it to PDF). plan says what can be deleted and what law keeps.",
  },
  examples: [
    "hp privacy request open copy learner 5b0c… --by guardian:77aa… --channel counter",
    "hp privacy request accept 91fa… --proof inPerson",
    "hp privacy request export 91fa… --out ho-so",
    "hp privacy request complete 91fa… --outcome 'đã trao bản sao'",
    "hp privacy request list --overdue",
  ],
  options: {
    overdue: { type: "boolean", help: { vi: "chỉ yêu cầu quá hạn", en: "overdue only" } },
    all: { type: "boolean", help: { vi: "cả yêu cầu đã xong", en: "finished ones too" } },
    school: textOption("chỉ của một trường", "of one school", { vi: "mã", en: "code" }),
    by: textOption("self, guardian:<mã> hoặc authorised", "self, guardian:<id> or authorised", {
      vi: "người",
      en: "who",
    }),
    channel: textOption("portal, app, paper, counter", "portal, app, paper, counter", {
      vi: "cách",
      en: "channel",
    }),
    purposes: textOption("mục đích liên quan, cách nhau dấu phẩy", "purposes meant, by comma", {
      vi: "mã,…",
      en: "id,…",
    }),
    fields: textOption("trường cần sửa: learner.birthDate,…", "fields meant: learner.birthDate,…", {
      vi: "trường,…",
      en: "field,…",
    }),
    detail: textOption("nội dung (lưu mã hóa)", "what they wrote (stored sealed)", { vi: "chữ", en: "text" }),
    processor: {
      type: "boolean",
      help: { vi: "nhà cung cấp cũng phải làm: hạn dài hơn", en: "a processor acts too: the longer term" },
    },
    proof: textOption("vneid, inPerson, papers", "vneid, inPerson, papers", { vi: "cách", en: "how" }),
    "child-agrees": {
      type: "boolean",
      help: { vi: "trẻ từ 7 tuổi đã đồng ý", en: "the child from 7 agrees" },
    },
    until: textOption("gia hạn đến ngày", "extended until", { vi: "ngày", en: "day" }),
    reason: textOption("lý do, người yêu cầu sẽ được báo", "reason, told to the person", {
      vi: "lý do",
      en: "reason",
    }),
    outcome: textOption("kết quả, người yêu cầu sẽ được báo", "outcome, told to the person", {
      vi: "chữ",
      en: "text",
    }),
    out: textOption("thư mục ghi bản xuất", "folder for the export", { vi: "thư mục", en: "folder" }),
    title: textOption("tên ngày nghỉ", "name of the day off", { vi: "tên", en: "name" }),
  },
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action = "list"] = call.operands;
      if (action === "list") return list(call, tools);
      if (action === "show") return show(call, tools);
      const known = requestActions[action];
      if (known === undefined) throw unknownAction(call, ["list", "show", ...Object.keys(requestActions)]);
      return known(call, tools);
    }),
};

async function list(call: Call, { pool, today }: PrivacyTools): Promise<number> {
  const schoolId = findString(call, "school");
  const of = schoolId === undefined ? {} : { schoolId };
  const overdue = isSet(call, "overdue") ? { overdueOn: today } : {};
  const requests = await readRequests(pool, { ...of, ...overdue, openOnly: !isSet(call, "all") });
  const tasks = await readOpenTasks(pool, { ...of, ...overdue });
  if (call.json) {
    call.print(JSON.stringify({ requests, tasks }));
    return 0;
  }
  if (requests.length + tasks.length === 0)
    call.print(call.say({ vi: "Không có yêu cầu nào.", en: "None." }));
  if (requests.length > 0)
    for (const line of textTable(
      [
        call.say({ vi: "Mã", en: "Id" }),
        call.say({ vi: "Quyền", en: "Right" }),
        call.say({ vi: "Trường", en: "School" }),
        call.say({ vi: "Bước", en: "State" }),
        call.say({ vi: "Hạn trả lời", en: "Reply due" }),
        call.say({ vi: "Hạn làm", en: "Due" }),
      ],
      requests.map((request) => [
        request.requestId,
        call.say(kindTitles[request.kind]),
        request.schoolId ?? call.say({ vi: "Sở", en: "department" }),
        request.state,
        request.repliedAt === null ? late(request.replyDue, today) : "✓",
        request.actDue === null ? "" : late(request.actDue, request.closedAt === null ? today : ""),
      ]),
    ))
      call.print(line);
  for (const task of tasks)
    call.print(
      call.say({
        vi: `Việc của trường ${task.schoolId ?? "-"}: sửa ${task.fields.join(", ")}, hạn ${late(task.dueOn, today)} (${task.taskId})`,
        en: `Task of school ${task.schoolId ?? "-"}: correct ${task.fields.join(", ")}, due ${late(task.dueOn, today)} (${task.taskId})`,
      }),
    );
  return 0;
}

const late = (due: string, today: string): string => (due < today ? `${due} !` : due);

async function show(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const request: RightsRequest = await getRequest(pool, uuidAt(call, 1));
  const events = await readEvents(pool, request.requestId);
  const notes = await readNotes(pool, keyring, request.requestId);
  const tasks = await readTasksOf(pool, request.requestId);
  if (call.json) {
    call.print(JSON.stringify({ ...request, events, notes, tasks }));
    return 0;
  }
  call.print(
    `${request.requestId}  ${call.say(kindTitles[request.kind])}  ${request.entity}/${request.recordId}`,
  );
  call.print(
    call.say({
      vi: `Bước: ${request.state}; trả lời trước hết ${request.replyDue}; làm trước hết ${request.actDue ?? "-"}${request.extended ? " (đã gia hạn)" : ""}`,
      en: `State: ${request.state}; reply by ${request.replyDue}; done by ${request.actDue ?? "-"}${request.extended ? " (extended)" : ""}`,
    }),
  );
  for (const [kind, text] of Object.entries(notes)) call.print(`  ${kind}: ${text}`);
  for (const task of tasks) call.print(`  ${task.taskId}: ${task.fields.join(", ")} ${task.result ?? "…"}`);
  for (const event of events)
    call.print(`  ${event.at.toISOString()}  ${event.action} → ${event.state}  ${event.doneBy}`);
  return 0;
}
