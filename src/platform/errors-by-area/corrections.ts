import type { CatalogueEntry } from "./entry.ts";

/** Values that people mend, and requests of parents for it. */
export const correctionErrors = {
  "corrections-refused": {
    status: 422,
    vi: "Không ô nào nhận được; mỗi ô có lý do riêng.",
    en: "None of the cells could be taken; each says why.",
  },
  "corrections-conflict": {
    status: 409,
    vi: "Người khác đã đổi các ô này sau khi bạn mở; hãy xem giá trị mới rồi quyết định.",
    en: "Somebody else changed these cells since you opened them; look at the new values, then decide.",
  },
  "correction-over": {
    status: 409,
    vi: "Lần sửa này đã được rút lại hoặc không được nhận, không rút thêm được.",
    en: "This correction was taken back or refused already.",
  },
  "evidence-unfit": {
    status: 422,
    vi: "Giấy tờ phải là ảnh JPEG, PNG hoặc tệp PDF, không quá {limitMb} MB, tối đa {most} tệp.",
    en: "A document must be a JPEG or PNG picture or a PDF of at most {limitMb} MB, {most} files at most.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
