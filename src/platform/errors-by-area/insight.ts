import type { CatalogueEntry } from "./entry.ts";

/** Figures, maps, the monthly consolidation. */
export const insightErrors = {
  "boundary-file-invalid": {
    status: 400,
    vi: "Không nhập được ranh giới: {reasonVi}.",
    en: "The boundaries can't be imported: {reasonEn}.",
  },
  "consolidation-not-this-month": {
    status: 409,
    vi: "Chỉ gửi được số liệu của tháng này ({now}); số của tháng {month} không đếm lại được nữa.",
    en: "Only this month's figures ({now}) can be sent; those of {month} can't be counted any more.",
  },
  "nothing-to-remind": {
    status: 409,
    vi: "Trường {schoolId} không có việc dữ liệu nào đang chờ, không cần nhắc.",
    en: "Nothing waits at school {schoolId}; there is nothing to remind of.",
  },
  "reminded-today": {
    status: 409,
    vi: "Trường {schoolId} đã được nhắc hôm nay; mai hãy nhắc lại.",
    en: "School {schoolId} was reminded today; try again tomorrow.",
  },
} as const satisfies Readonly<Record<string, CatalogueEntry>>;
