import { countByKeyVersion, rotateSealedFields } from "#src/access/encryption/rotate.ts";
import { findDamagedSealed } from "#src/access/encryption/sealed-store.ts";
import { audit } from "#src/access/privacy/act.ts";
import { addKeyVersion } from "#src/platform/sealing/keyring.ts";
import type { Call, Command } from "../command.ts";
import { type PrivacyTools, unknownAction, withPrivacy } from "./open-privacy.ts";

export const privacyKeysCommand: Command = {
  name: "privacy keys",
  summary: {
    vi: "khóa mã hóa trường: tình trạng, đổi khóa, kiểm tra giá trị bị sửa",
    en: "field keys: standing, rotation, search for altered values",
  },
  operands: { vi: "[rotate | resume | check]", en: "[rotate | resume | check]" },
  details: {
    vi: "rotate thêm một khóa và ghi lại mọi giá trị bằng khóa ấy trong khi hệ thống chạy; bị ngắt thì gọi resume. Tệp khóa cũ giữ đến khi không còn bản sao lưu nào cần.",
    en: "rotate adds a key and writes every value anew under it while the system runs; interrupted, call resume. Old key files stay while a backup needs them.",
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
      if (action === "resume") return rewrite(call, tools);
      if (action === "check") return check(call, tools);
      throw unknownAction(call, ["rotate", "resume", "check"]);
    }),
};

async function standing(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const counts = await countByKeyVersion(pool);
  const versions = keyring.versions().map((version) => ({
    version,
    values: counts.find((one) => one.version === version)?.values ?? 0,
  }));
  if (call.json) call.print(JSON.stringify({ current: keyring.current().version, versions }));
  else for (const { version, values } of versions) call.print(`field-${version}.key  ${values}`);
  return 0;
}

async function rewrite(call: Call, { pool, tx, keyring, act }: PrivacyTools): Promise<number> {
  const done = await rotateSealedFields(pool, keyring);
  await tx((client) =>
    audit(client, act, "keys.rotate", `fieldKey/${done.version}`, { detail: { ...done } }),
  );
  call.print(
    call.json
      ? JSON.stringify(done)
      : call.say({
          vi: `Khóa ${done.version}: đã ghi lại ${done.rewritten} giá trị.`,
          en: `Key ${done.version}: ${done.rewritten} values written anew.`,
        }),
  );
  return 0;
}

async function check(call: Call, { pool, keyring }: PrivacyTools): Promise<number> {
  const damaged = await findDamagedSealed(pool, keyring);
  if (call.json) call.print(JSON.stringify({ damaged }));
  else if (damaged.length === 0)
    call.print(call.say({ vi: "Mọi giá trị mở được.", en: "Every value opens." }));
  else for (const { dataset, field, recordId } of damaged) call.print(`${dataset}.${field} ${recordId}`);
  return damaged.length === 0 ? 0 : 1;
}
