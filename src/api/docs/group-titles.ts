import type { DataGroup } from "#src/domains/dictionary/dataset.ts";
import type { Text } from "#src/domains/dictionary/text.ts";

/** The 12 data groups of the Đề án, in its order. */
export const groupTitles: Readonly<Record<DataGroup, Text>> = {
  reference: { vi: "Danh mục, cơ sở giáo dục", en: "Reference" },
  learner: { vi: "Người học", en: "Learners" },
  staff: { vi: "Đội ngũ", en: "Staff" },
  classroom: { vi: "Lớp học, kết quả", en: "Classes and results" },
  facility: { vi: "Cơ sở vật chất", en: "Facilities" },
  finance: { vi: "Tài chính", en: "Finance" },
  accreditation: { vi: "Kiểm định chất lượng", en: "Accreditation" },
  operations: { vi: "Vận hành", en: "Operations" },
  statistics: { vi: "Thống kê", en: "Statistics" },
  learning: { vi: "Học liệu, học tập số", en: "Learning" },
  safety: { vi: "An toàn trường học", en: "Safety" },
  exchange: { vi: "Trao đổi dữ liệu", en: "Exchange" },
};
