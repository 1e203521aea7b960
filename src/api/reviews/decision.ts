import { z } from "zod";
import type { Decision } from "../services.ts";

const note = z.string().max(1_000).optional();

/** Body of a decision; `action` says which question of the review it answers. */
export const decisionBody = z.discriminatedUnion("action", [
  z.strictObject({ action: z.literal("release"), note }).describe("Cho số liệu của luồng bị giữ vào hồ sơ"),
  z.strictObject({ action: z.literal("reject"), note }).describe("Không nhận"),
  z
    .strictObject({ action: z.literal("confirmMapping"), mapping: z.record(z.string(), z.unknown()), note })
    .describe("Xác nhận cột nào là gì"),
  z
    .strictObject({
      action: z.literal("chooseEncoding"),
      encoding: z.string().min(1).max(40).optional(),
      delimiter: z.enum([";", ",", "\t", "|", "tab"]).optional(),
      font: z.enum(["tcvn3", "vni", "none"]).optional(),
      note,
    })
    .describe("Chọn bảng mã, dấu phân cách cột hoặc phông cũ (ít nhất một)"),
  z
    .strictObject({
      action: z.literal("nameSource"),
      sourceSystem: z.string().min(1).max(40).optional(),
      schoolId: z.string().min(1).max(35).optional(),
      note,
    })
    .describe("Cho biết tệp của hệ thống và trường nào"),
]);

/** Which decisions answer which kind of review; `reject` answers all. */
const answers: Readonly<Record<string, Decision["action"]>> = {
  feedShrunk: "release",
  mappingUnsure: "confirmMapping",
  encodingUnsure: "chooseEncoding",
  sourceUnknown: "nameSource",
};

export const isAnswer = (kind: string, action: Decision["action"]): boolean =>
  action === "reject" || answers[kind] === action;
