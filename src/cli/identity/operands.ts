import { userInfo } from "node:os";
import type { Text } from "#src/domains/dictionary/text.ts";
import type { Act } from "#src/pipeline/3-identity/decide/decision.ts";
import { systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { type Call, type CommandOption, findString } from "../command.ts";
import { machineRecorder } from "../machine-actor.ts";

/** @throws HpError `argument-missing` naming what stands at the place */
export function getOperand(call: Call, at: number, name: Text): string {
  const value = call.operands[at];
  if (value === undefined) throw new HpError("argument-missing", { name: call.say(name) });
  return value;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @throws HpError `argument-invalid` */
export function uuidOperand(text: string): string {
  if (!uuid.test(text)) throw new HpError("argument-invalid", { name: "id", reason: shownBack(text) });
  return text.toLowerCase();
}

/** Options of every command by which a person decides. */
export const actOptions: Readonly<Record<string, CommandOption>> = {
  by: {
    type: "string",
    value: { vi: "tên", en: "name" },
    help: { vi: "ai quyết (mặc định: người đang dùng máy)", en: "who decides (default: the machine's user)" },
  },
  reason: { type: "string", value: { vi: "lý do", en: "reason" }, help: { vi: "vì sao", en: "why" } },
  later: {
    type: "boolean",
    help: {
      vi: "chỉ ghi lại; lượt nhập sau sẽ thi hành",
      en: "only write it down; the next run applies it",
    },
  },
};

/** @throws HpError `argument-missing` without a reason: a decision nobody can explain is none */
export function actOf(call: Call): Act {
  const reason = findString(call, "reason")?.trim() ?? "";
  const decidedBy = (findString(call, "by") ?? userInfo().username).trim();
  if (reason === "") throw new HpError("argument-missing", { name: "--reason" });
  if (reason.length > 500) throw new HpError("argument-invalid", { name: "--reason", reason: "> 500" });
  if (decidedBy === "" || decidedBy.length > 100)
    throw new HpError("argument-invalid", { name: "--by", reason: decidedBy.slice(0, 100) });
  return { decidedBy, reason, decidedAt: systemClock.now(), record: machineRecorder(call.config) };
}
