import type { Text } from "#src/domains/dictionary/text.ts";

/** What can be wrong with the audit. `{place}` names a row (`day/lane/number`), rows, a checkpoint or a file. */
const sentences = {
  rowAltered: {
    vi: "Dòng {place} không còn như lúc được ghi: bị sửa, đổi chỗ hoặc chèn vào.",
    en: "Row {place} is not as it was written: edited, moved or inserted.",
  },
  rowsMissing: {
    vi: "Thiếu dòng {place}: đã bị xóa.",
    en: "Rows {place} are missing: they were deleted.",
  },
  rowUnsealed: {
    vi: "Dòng {place} không nằm trong điểm chốt nào dù đã ghi trước điểm chốt cuối.",
    en: "Row {place} is in no checkpoint although it claims to be older than the last one.",
  },
  rowsReplaced: {
    vi: "Các dòng {place} không khớp mã băm đã chốt.",
    en: "Rows {place} are not those that were sealed.",
  },
  rowLost: {
    vi: "Dòng {place}: tiến trình ghi biết chắc đã ghi xong, nay không còn.",
    en: "Row {place} is gone; the process that wrote it knew it to be committed.",
  },
  checkpointAltered: {
    vi: "Điểm chốt {place} bị sửa: chữ ký hoặc mối nối với điểm trước không đúng.",
    en: "Checkpoint {place} was altered: its signature or its link to the one before is wrong.",
  },
  checkpointMissing: {
    vi: "Thiếu điểm chốt {place}.",
    en: "Checkpoint {place} is missing.",
  },
  segmentsAltered: {
    vi: "Danh sách đoạn của điểm chốt {place} bị sửa.",
    en: "The segments of checkpoint {place} were altered.",
  },
  fileMissing: {
    vi: "Thư mục audit thiếu điểm chốt {place} mà cơ sở dữ liệu có.",
    en: "The audit folder lacks checkpoint {place}, which the database has.",
  },
  fileDamaged: {
    vi: "Dòng {place} của tệp điểm chốt không đọc được.",
    en: "Line {place} of the checkpoint files can't be read.",
  },
  fileDiffers: {
    vi: "Điểm chốt {place} trong thư mục audit khác trong cơ sở dữ liệu.",
    en: "Checkpoint {place} is another one in the audit folder than in the database.",
  },
  archiveAltered: {
    vi: "Kho lưu {place} bị sửa, thiếu tệp hoặc không do hệ thống này ký.",
    en: "Archive {place} was altered, lacks a file or was not signed by this system.",
  },
} as const satisfies Record<string, Text>;

export type FindingKind = keyof typeof sentences;

export interface Finding {
  readonly kind: FindingKind;
  readonly place: string;
}

export const sentenceOf = ({ kind, place }: Finding): Text => ({
  vi: sentences[kind].vi.replace("{place}", place),
  en: sentences[kind].en.replace("{place}", place),
});

/** `7`, or `7-9`. */
export const span = (from: number, to: number): string => (from === to ? String(from) : `${from}-${to}`);

export type Report = (kind: FindingKind, place: string) => void;
