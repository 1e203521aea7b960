import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  type Audience,
  audienceTitles,
  type ClockId,
  clockRules,
  incidentLevels,
} from "#src/access/privacy/incidents/clocks.ts";
import {
  getIncident,
  type IncidentFacts,
  incidentKinds,
  markNoticeSent,
  moveIncident,
  openIncident,
  readIncidents,
  readOpenNotices,
  readOverdueNotices,
  readStory,
  type Story,
  storyParts,
  updateIncident,
} from "#src/access/privacy/incidents/incidents.ts";
import { draftNotice } from "#src/access/privacy/incidents/notices.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString, isSet } from "../command.ts";
import {
  listOf,
  needed,
  oneOf,
  operandAt,
  type PrivacyTools,
  textOption,
  unknownAction,
  uuidAt,
  withPrivacy,
} from "./open-privacy.ts";

const clockIds = [...new Set(clockRules.map(({ ruleId }) => ruleId))];
const audiences = Object.keys(audienceTitles) as Audience[];
const text = { vi: "chữ", en: "text" };

export const privacyIncidentCommand: Command = {
  name: "privacy incident",
  summary: {
    vi: "sự cố và vi phạm dữ liệu: ghi, bốn mốc giờ, soạn thông báo, quá hạn",
    en: "incidents and breaches: record, four clocks, drafted notices, overdue",
  },
  operands: {
    vi: "list | show <mã> | open <loại> <mức> | update <mã> | contain|resolve|close <mã> | draft <mã> | sent <mã> <mốc> <nơi nhận>",
    en: "list | show <id> | open <kind> <level> | update <id> | contain|resolve|close <id> | draft <id> | sent <id> <clock> <audience>",
  },
  details: {
    vi: `Loại: ${incidentKinds.join(", ")}. Mức: ${incidentLevels.join(", ")}. Mốc: ${clockIds.join(", ")}. Nơi nhận: ${audiences.join(", ")}.\nGiờ tính từ lúc phát hiện (--detected), không phải lúc ghi.`,
    en: `Kinds: ${incidentKinds.join(", ")}. Levels: ${incidentLevels.join(", ")}. Clocks: ${clockIds.join(", ")}. Audiences: ${audiences.join(", ")}.\nHours run from detection (--detected), not from recording.`,
  },
  examples: [
    "hp privacy incident open dataLeak serious --detected 2026-11-23T08:00+07:00 --nature '…'",
    "hp privacy incident update 91fa… --personal-data 2026-11-23T10:00+07:00 --datasets learner --people 1203",
    "hp privacy incident draft 91fa… --out thong-bao",
    "hp privacy incident list --overdue",
  ],
  options: {
    overdue: { type: "boolean", help: { vi: "chỉ thông báo quá hạn", en: "overdue notices only" } },
    all: { type: "boolean", help: { vi: "cả sự cố đã đóng", en: "closed ones too" } },
    detected: textOption("lúc phát hiện", "when it was detected", { vi: "giờ", en: "time" }),
    "personal-data": textOption("lúc biết có dữ liệu cá nhân", "when personal data were found concerned", {
      vi: "giờ",
      en: "time",
    }),
    people: textOption("số người bị ảnh hưởng", "persons concerned", { vi: "số", en: "number" }),
    datasets: textOption("tập dữ liệu, cách nhau dấu phẩy", "datasets, by comma", {
      vi: "tên,…",
      en: "name,…",
    }),
    sensitive: { type: "boolean", help: { vi: "có dữ liệu nhạy cảm", en: "sensitive data too" } },
    level: textOption("mức mới", "new level", text),
    nature: textOption("diễn biến", "what happened", text),
    cause: textOption("nguyên nhân", "cause", text),
    consequences: textOption("hậu quả", "consequences", text),
    measures: textOption("biện pháp", "measures", text),
    advice: textOption("người bị ảnh hưởng nên làm gì", "what persons can do", text),
    channel: textOption("gửi bằng cách nào", "how it was sent", text),
    file: textOption("bản đã gửi, để giữ dấu SHA-256", "what was sent, to keep its SHA-256", {
      vi: "tệp",
      en: "file",
    }),
    organisation: textOption("tên cơ quan gửi", "who sends", text),
    address: textOption("địa chỉ cơ quan", "its address", text),
    contact: textOption("đầu mối liên hệ", "contact", text),
    out: textOption("thư mục ghi bản soạn", "folder for drafts", { vi: "thư mục", en: "folder" }),
  },
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action = "list"] = call.operands;
      switch (action) {
        case "list":
          return list(call, tools);
        case "show":
          return show(call, tools);
        case "open":
          return open(call, tools);
        case "update":
          await tools.tx((client) =>
            updateIncident(
              client,
              tools.keyring,
              uuidAt(call, 1),
              changedFacts(call),
              storyOf(call),
              tools.act,
            ),
          );
          return show(call, tools);
        case "contain":
        case "resolve":
        case "close":
          await tools.tx((client) => moveIncident(client, uuidAt(call, 1), action, tools.act));
          return show(call, tools);
        case "draft":
          return draft(call, tools);
        case "sent":
          return sent(call, tools);
        default:
          throw unknownAction(call, [
            "list",
            "show",
            "open",
            "update",
            "contain",
            "resolve",
            "close",
            "draft",
            "sent",
          ]);
      }
    }),
};

function instantOf(value: string, name: string): Date {
  const at = new Date(value);
  if (Number.isNaN(at.getTime()) || !/[Zz]|[+-]\d\d:?\d\d$/.test(value))
    throw new HpError("argument-invalid", { name, reason: "2026-11-23T08:00+07:00" });
  return at;
}

function storyOf(call: Call): Story {
  return Object.fromEntries(
    storyParts.flatMap((part) => {
      const value = findString(call, part);
      return value === undefined ? [] : [[part, value]];
    }),
  );
}

function changedFacts(call: Call): Partial<IncidentFacts> {
  const level = findString(call, "level");
  const personal = findString(call, "personal-data");
  const people = findString(call, "people");
  const datasets = listOf(call, "datasets");
  if (people !== undefined && !/^\d{1,9}$/.test(people))
    throw new HpError("argument-invalid", { name: "--people", reason: people.slice(0, 20) });
  return {
    ...(level === undefined ? {} : { level: oneOf(level, incidentLevels, "--level") }),
    ...(personal === undefined ? {} : { personalDataAt: instantOf(personal, "--personal-data") }),
    ...(people === undefined ? {} : { affectedPeople: Number(people) }),
    ...(datasets.length === 0 ? {} : { datasets }),
    ...(isSet(call, "sensitive") ? { sensitive: true } : {}),
  };
}

async function open(call: Call, { tx, keyring, act }: PrivacyTools): Promise<number> {
  const detected = findString(call, "detected");
  const incidentId = await tx((client) =>
    openIncident(
      client,
      keyring,
      {
        personalDataAt: null,
        affectedPeople: null,
        datasets: [],
        sensitive: false,
        ...changedFacts(call),
        kind: oneOf(operandAt(call, 1, { vi: "<loại>", en: "<kind>" }), incidentKinds, "open"),
        level: oneOf(operandAt(call, 2, { vi: "<mức>", en: "<level>" }), incidentLevels, "open"),
        detectedAt: detected === undefined ? act.at : instantOf(detected, "--detected"),
        story: storyOf(call),
      },
      act,
    ),
  );
  call.print(
    call.json
      ? JSON.stringify({ incidentId })
      : call.say({ vi: `Đã ghi sự cố ${incidentId}`, en: `Recorded ${incidentId}` }),
  );
  return 0;
}

async function list(call: Call, { pool, act }: PrivacyTools): Promise<number> {
  const overdue = await readOverdueNotices(pool, act.at);
  const incidents = isSet(call, "overdue") ? [] : await readIncidents(pool, !isSet(call, "all"));
  if (call.json) {
    call.print(JSON.stringify({ incidents, overdue }));
    return 0;
  }
  for (const one of incidents)
    call.print(`${one.incidentId}  ${one.detectedAt.toISOString()}  ${one.kind}  ${one.level}  ${one.state}`);
  for (const notice of overdue)
    call.print(
      call.say({
        vi: `QUÁ HẠN ${notice.incidentId}: ${notice.clock} gửi ${audienceTitles[notice.audience].vi}, hạn ${notice.dueAt.toISOString()}`,
        en: `OVERDUE ${notice.incidentId}: ${notice.clock} to ${audienceTitles[notice.audience].en}, due ${notice.dueAt.toISOString()}`,
      }),
    );
  if (incidents.length + overdue.length === 0) call.print(call.say({ vi: "Không có.", en: "None." }));
  return 0;
}

async function show(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const incident = await getIncident(pool, uuidAt(call, 1));
  const story = await readStory(pool, keyring, incident.incidentId);
  const notices = await readOpenNotices(pool, incident);
  if (call.json) {
    call.print(JSON.stringify({ ...incident, story, openNotices: notices }));
    return 0;
  }
  call.print(`${incident.incidentId}  ${incident.kind}  ${incident.level}  ${incident.state}`);
  for (const [part, words] of Object.entries(story)) call.print(`  ${part}: ${words}`);
  for (const notice of notices)
    call.print(
      `  → ${notice.clock}  ${call.say(audienceTitles[notice.audience])}  ${notice.dueAt.toISOString()}`,
    );
  return 0;
}

async function draft(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const incident = await getIncident(pool, uuidAt(call, 1));
  const story = await readStory(pool, keyring, incident.incidentId);
  const sender = Object.fromEntries(
    (["organisation", "address", "contact"] as const).flatMap((name) => {
      const value = findString(call, name);
      return value === undefined ? [] : [[name, value]];
    }),
  );
  const out = findString(call, "out") ?? `su-co-${incident.incidentId.slice(0, 8)}`;
  const drafts = (await readOpenNotices(pool, incident)).map(({ clock, audience }) => ({
    clock,
    audience,
    file: join(out, `${clock}-${audience}.txt`),
    ...draftNotice(incident, story, clock, audience, sender),
  }));
  if (drafts.length > 0) mkdirSync(out, { recursive: true, mode: 0o700 });
  for (const one of drafts) writeFileSync(one.file, one.text, { mode: 0o600 });
  if (call.json) call.print(JSON.stringify({ drafts: drafts.map(({ text: _, ...rest }) => rest) }));
  else
    for (const { file, missing, sha256 } of drafts)
      call.print(
        `${file}  SHA-256 ${sha256}${missing.length === 0 ? "" : `  ${call.say({ vi: "còn thiếu", en: "missing" })}: ${missing.join(", ")}`}`,
      );
  return 0;
}

async function sent(call: Call, tools: PrivacyTools): Promise<number> {
  const incident = await getIncident(tools.pool, uuidAt(call, 1));
  const clock: ClockId = oneOf(operandAt(call, 2, { vi: "<mốc>", en: "<clock>" }), clockIds, "sent");
  const audience: Audience = oneOf(
    operandAt(call, 3, { vi: "<nơi nhận>", en: "<audience>" }),
    audiences,
    "sent",
  );
  const file = needed(call, "file");
  if (!existsSync(file)) throw new HpError("path-not-found", { path: file });
  await tools.tx((client) =>
    markNoticeSent(
      client,
      incident.incidentId,
      {
        clock,
        audience,
        textHash: createHash("sha256").update(readFileSync(file)).digest("hex"),
        channel: needed(call, "channel"),
      },
      tools.act,
    ),
  );
  return show(call, tools);
}
