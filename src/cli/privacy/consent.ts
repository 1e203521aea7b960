import {
  consentChannels,
  readConsentLines,
  readConsents,
  recordConsent,
} from "#src/access/privacy/consent/ledger.ts";
import { getSubject } from "#src/access/privacy/subject.ts";
import { type Call, type Command, findString } from "../command.ts";
import {
  oneOf,
  operandAt,
  type PrivacyTools,
  spokenBy,
  subjectAt,
  textOption,
  unknownAction,
  withPrivacy,
} from "./open-privacy.ts";

export const privacyConsentCommand: Command = {
  name: "privacy consent",
  summary: {
    vi: "sổ đồng ý: xem, ghi ý kiến đồng ý, rút đồng ý",
    en: "the consent ledger: see, record, withdraw",
  },
  operands: {
    vi: "show <loại> <mã hồ sơ> | give|withdraw <mục đích> <loại> <mã hồ sơ>",
    en: "show <entity> <record id> | give|withdraw <purpose> <entity> <record id>",
  },
  details: {
    vi: "Dưới 16 tuổi người đại diện quyết định (--by guardian:<mã>); từ 7 tuổi ghi thêm ý kiến của trẻ (--by self). Rút đồng ý có hiệu lực ngay.",
    en: "Below 16 a representative decides (--by guardian:<id>); from 7 the child's word is recorded too (--by self). A withdrawal counts at once.",
  },
  examples: [
    "hp privacy consent show learner 5b0c…",
    "hp privacy consent give outside-apps learner 5b0c… --by guardian:77aa… --channel paper --document 12/GĐY",
  ],
  options: {
    by: textOption("ai nói: self hoặc guardian:<mã>", "who says so: self or guardian:<id>", {
      vi: "người",
      en: "who",
    }),
    channel: textOption("portal, app, paper, counter", "portal, app, paper, counter", {
      vi: "cách",
      en: "channel",
    }),
    document: textOption("số giấy tờ", "number of the paper", { vi: "số", en: "number" }),
  },
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action] = call.operands;
      if (action === "show") return show(call, tools);
      if (action === "give" || action === "withdraw") return say(call, tools, action);
      throw unknownAction(call, ["show", "give", "withdraw"]);
    }),
};

async function say(call: Call, { tx, act }: PrivacyTools, said: "give" | "withdraw"): Promise<number> {
  const purpose = operandAt(call, 1, { vi: "<mục đích>", en: "<purpose>" });
  const subject = subjectAt(call, 2);
  const document = findString(call, "document");
  const eventId = await tx((client) =>
    recordConsent(
      client,
      {
        subject,
        purpose,
        act: said,
        by: spokenBy(call),
        channel: oneOf(findString(call, "channel") ?? "counter", consentChannels, "--channel"),
        ...(document === undefined ? {} : { document }),
      },
      act,
    ),
  );
  call.print(
    call.json
      ? JSON.stringify({ eventId })
      : call.say({ vi: `Đã ghi vào sổ: ${eventId}`, en: `Recorded: ${eventId}` }),
  );
  return 0;
}

async function show(call: Call, { pool, act }: PrivacyTools): Promise<number> {
  const subject = await getSubject(pool, subjectAt(call, 1));
  const states = await readConsents(pool, subject, act.at);
  const lines = await readConsentLines(pool, subject);
  if (call.json) {
    call.print(JSON.stringify({ states, lines }));
    return 0;
  }
  for (const { purpose, granted, reason } of states)
    call.print(
      `${purpose}: ${granted ? call.say({ vi: "đồng ý", en: "granted" }) : call.say({ vi: "không", en: "no" })} (${reason})`,
    );
  for (const line of lines)
    call.print(
      `  ${line.at.toISOString()}  ${line.purpose}  ${line.act}  ${line.by === "self" ? "self" : `guardian:${line.by.guardianId}`}  ${line.channel}`,
    );
  return 0;
}
