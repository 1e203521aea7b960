import type { TemplateColumn } from "./columns.ts";

/** How a value is written, in words for the person who fills the sheet in. */
export function formatWords({ field, choices, several }: TemplateColumn): string {
  if (several) return "chọn trong danh sách; nhiều mục thì viết cách nhau bằng dấu ;";
  if (choices.length > 0) return "chọn trong danh sách";
  switch (field.kind) {
    case "nationalId":
      return "đúng 12 chữ số, giữ cả số 0 ở đầu";
    case "phone":
      return "10 hoặc 11 chữ số, bắt đầu bằng 0";
    case "email":
      return "địa chỉ thư điện tử";
    case "date":
      return "ngày/tháng/năm";
    case "integer":
      return field.range === undefined ? "số nguyên" : `số nguyên từ ${field.range[0]} đến ${field.range[1]}`;
    case "decimal":
      return field.range === undefined ? "số" : `số từ ${field.range[0]} đến ${field.range[1]}`;
    case "schoolYear":
      return "năm học, hai năm liền nhau";
    case "personName":
      return "họ, đệm và tên có dấu";
    default:
      return "chữ";
  }
}

/** A value of the right form; what the column's declaration gives as its example, where it gives one. */
export function exampleOf({ field, choices, column }: TemplateColumn): string {
  if (choices.length > 0) return choices[0] ?? "";
  if (field.info.example !== undefined) return field.info.example;
  switch (field.kind) {
    case "nationalId":
      return "031215000123";
    case "phone":
      return "0912345678";
    case "email":
      return "ten@haiphong.edu.vn";
    case "date":
      return "05/09/2026";
    case "integer":
      return String(
        field.range === undefined
          ? 2
          : Math.max(field.range[0], Math.min(field.range[1], /Year/.test(column) ? 2010 : 2)),
      );
    case "decimal":
      return String(
        field.range === undefined ? 8.5 : Math.max(field.range[0], Math.min(field.range[1], 8.5)),
      );
    case "schoolYear":
      return "2026-2027";
    case "personName":
      return "Nguyễn Thị Hoa";
    case "text":
      return /schoolCode/i.test(column) ? "311194802001" : "";
    default:
      return "";
  }
}

export function noteOf(column: TemplateColumn): string {
  const { field } = column;
  const example = exampleOf(column);
  return [
    field.info.note?.vi,
    `Cách ghi: ${formatWords(column)}${field.info.unit === undefined ? "" : ` (${field.info.unit})`}.`,
    example === "" ? undefined : `Ví dụ: ${example}`,
    column.needed ? "BẮT BUỘC." : "Không có thì để trống.",
  ]
    .filter((line) => line !== undefined)
    .join("\n");
}
