import {
  countStored,
  findDamagedStored,
  markSealed,
  rewriteStored,
} from "#src/access/encryption/rewrite-stored.ts";
import { countByKeyVersion, rotateSealedFields } from "#src/access/encryption/rotate.ts";
import { findDamagedSealed } from "#src/access/encryption/sealed-store.ts";
import { audit } from "#src/access/privacy/act.ts";
import { systemClock } from "#src/platform/clock.ts";
import { addKeyVersion } from "#src/platform/sealing/keyring.ts";
import type { Call, Command } from "../command.ts";
import { type PrivacyTools, unknownAction, withPrivacy } from "./open-privacy.ts";

export const privacyKeysCommand: Command = {
  name: "privacy keys",
  summary: {
    vi: "khóa mã hóa trường: tình trạng, đổi khóa, kiểm tra giá trị bị sửa",
    en: "field keys: standing, rotation, search for altered values",
  },
  operands: { vi: "[rotate | resume | seal | check]", en: "[rotate | resume | seal | check]" },
  details: {
    vi: "rotate thêm một khóa và ghi lại mọi giá trị bằng khóa ấy trong khi hệ thống chạy; bị ngắt thì gọi resume. seal mã hóa những gì còn nằm rõ (lần khởi động đầu sau khi nâng cấp cũng tự làm). Tệp khóa cũ giữ đến khi không còn bản sao lưu nào cần.",
    en: "rotate adds a key and writes every value anew under it while the system runs; interrupted, call resume. seal encrypts what still stands in clear (the first start after an upgrade does so too). Old key files stay while a backup needs them.",
  },
  options: {},
  run: (call) =>
    withPrivacy(call, async (tools) => {
      const [action] = call.operands;
      if (action === undefined) return standing(call, tools);
      if (action === "rotate") {
        addKeyVersion(tools.keysDir);
        return rewrite(call, tools);
      }
      if (action === "resume" || action === "seal") return rewrite(call, tools);
      if (action === "check") return check(call, tools);
      throw unknownAction(call, ["rotate", "resume", "seal", "check"]);
    }),
};

/** Values by key version; 0 are those that stand in clear. */
async function countAll({ pool }: PrivacyTools): Promise<ReadonlyMap<number, number>> {
  const counts = new Map<number, number>();
  for (const { version, values } of [...(await countByKeyVersion(pool)), ...(await countStored(pool))])
    counts.set(version, (counts.get(version) ?? 0) + values);
  return counts;
}

async function standing(call: Call, tools: PrivacyTools): Promise<number> {
  const counts = await countAll(tools);
  const { keyring } = tools;
  const versions = keyring.versions().map((version) => ({ version, values: counts.get(version) ?? 0 }));
  const inClear = counts.get(0) ?? 0;
  if (call.json) call.print(JSON.stringify({ current: keyring.current().version, versions, inClear }));
  else {
    for (const { version, values } of versions) call.print(`field-${version}.key  ${values}`);
    if (inClear > 0)
      call.print(
        call.say({
          vi: `Còn nằm rõ: ${inClear} giá trị; chạy hp privacy keys seal.`,
          en: `Still in clear: ${inClear} values; run hp privacy keys seal.`,
        }),
      );
  }
  return 0;
}

async function rewrite(call: Call, tools: PrivacyTools): Promise<number> {
  const { pool, tx, keyring, act } = tools;
  const fields = await rotateSealedFields(pool, keyring);
  const stored = await rewriteStored(pool, keyring);
  const { version } = fields;
  const left = [...(await countAll(tools))].reduce(
    (sum, [of, values]) => (of < version ? sum + values : sum),
    0,
  );
  if (left === 0) await markSealed(pool, keyring, systemClock, stored > 0);
  const done = { rewritten: fields.rewritten + stored, version, left };
  await tx((client) =>
    audit(client, act, "keys.rotate", `fieldKey/${done.version}`, { detail: { ...done } }),
  );
  if (call.json) call.print(JSON.stringify(done));
  else {
    call.print(
      call.say({
        vi: `Khóa ${version}: đã ghi lại ${done.rewritten} giá trị.`,
        en: `Key ${version}: ${done.rewritten} values written anew.`,
      }),
    );
    if (left > 0)
      call.print(
        call.say({
          vi: `Còn ${left} giá trị dưới khóa cũ: một lượt nhập đang ghi. Xong lượt ấy, chạy hp privacy keys resume.`,
          en: `${left} values are left under an older key: a run was writing. When it is over, run hp privacy keys resume.`,
        }),
      );
  }
  return left === 0 ? 0 : 1;
}

async function check(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const damaged = [...(await findDamagedSealed(pool, keyring)), ...(await findDamagedStored(pool, keyring))];
  if (call.json) call.print(JSON.stringify({ damaged }));
  else if (damaged.length === 0)
    call.print(call.say({ vi: "Mọi giá trị mở được.", en: "Every value opens." }));
  else for (const { dataset, field, recordId } of damaged) call.print(`${dataset}.${field} ${recordId}`);
  return damaged.length === 0 ? 0 : 1;
}
