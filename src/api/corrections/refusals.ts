import { type Dataset, fieldTitle, getField } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { rowReasons } from "../pages/row-reasons.ts";

/** Why a cell is not taken, beside what reading a value may find ({@link rowReasons}). */
const ownReasons = {
  "dataset-not-mended": {
    vi: "Loại dữ liệu này không sửa tại đây; hãy gửi lại tệp từ phần mềm của trường",
    en: "Data of this kind is not mended here; send the file again from the school's software",
  },
  "field-not-mended": {
    vi: "Ô này không sửa tại đây được",
    en: "This field can't be mended here",
  },
  "field-not-seen": { vi: "Bạn không được xem ô này", en: "You may not see this field" },
  "record-not-there": {
    vi: "Không còn bản ghi này, hoặc nó không thuộc phạm vi của bạn",
    en: "The record is gone, or out of your scope",
  },
  "school-not-yours": {
    vi: "Hồ sơ này do trường khác phụ trách",
    en: "Another school answers for this record",
  },
  "registry-confirmed": {
    vi: "CSDL quốc gia về dân cư đã xác nhận giá trị này. Nếu giấy tờ khác đi, đề nghị công an xã, phường sửa ở dân cư; nơi này sẽ đổi theo",
    en: "The population registry confirmed this value. If a paper says otherwise, ask the commune police to have it mended there; it will follow here",
  },
  "department-keeps": {
    vi: "Sở giữ giá trị này; hãy đề nghị Sở sửa",
    en: "The department keeps this value; ask the department to mend it",
  },
  "value-missing": {
    vi: "Ô trống: muốn bỏ một lần sửa hãy dùng nút Rút lại",
    en: "The cell is empty: to take a correction back use Undo",
  },
  unchanged: { vi: "Giá trị vẫn như cũ", en: "The value is as it was" },
  "changed-since": {
    vi: "Người khác đã đổi ô này sau khi bạn mở",
    en: "Somebody else changed this field since you opened it",
  },
} as const satisfies Readonly<Record<string, Text>>;

export type OwnReason = keyof typeof ownReasons;

/** The sentence for people: which field, and what is wrong with it. */
export function refusalText(dataset: Dataset | undefined, field: string, reason: string): Text {
  const said: Text = (ownReasons as Readonly<Record<string, Text>>)[reason] ??
    rowReasons[reason] ?? { vi: reason, en: reason };
  if (dataset === undefined || !(field in dataset.fields)) return { vi: `${said.vi}.`, en: `${said.en}.` };
  const title = fieldTitle(field, getField(dataset, field));
  return { vi: `${title.vi}: ${said.vi}.`, en: `${title.en}: ${said.en}.` };
}
