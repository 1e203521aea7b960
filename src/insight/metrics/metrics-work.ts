import type { Metric } from "./metric.ts";
import { compulsoryAges } from "./residence-flow.ts";

const ours = { text: { vi: "Định nghĩa của hệ thống", en: "Our definition" }, tag: "design" } as const;
const residence = {
  text: { vi: "Nơi ở hiện tại trong hồ sơ (Luật Cư trú 68/2020)", en: "Current residence on record" },
  tag: "design",
} as const;
const universal = {
  text: { vi: "NĐ 20/2014 (phổ cập giáo dục)", en: "Decree 20/2014 (universal education)" },
  tag: "found",
} as const;

const waiting = (
  id: string,
  title: Metric["title"],
  of: readonly string[],
  formula: Metric["formula"],
  rows: Metric["rows"],
  unit: Metric["unit"] = "task",
): Metric => ({
  id,
  title,
  group: "work",
  unit,
  computation: { kind: "sum", of },
  formula,
  basis: ours,
  better: "less",
  depth: "school",
  ...(rows === undefined ? {} : { rows }),
  isOpen: false,
});

/** What waits for people, and where learners live. */
export const workMetrics: readonly Metric[] = [
  waiting(
    "cases",
    { vi: "Hồ sơ đối soát đang mở", en: "Open reconciliation cases" },
    ["cases"],
    {
      vi: "Số hồ sơ lệch với dân cư chưa giải quyết xong.",
      en: "Records that disagree with the register and are not settled.",
    },
    { list: "/api/v1/reconciliation-cases", filter: { "closedRun.null": "true" }, bySchool: "schoolId" },
    "case",
  ),
  waiting(
    "cases.overdue",
    { vi: "Hồ sơ đối soát quá hạn", en: "Cases overdue" },
    ["cases.overdue"],
    { vi: "Số hồ sơ đối soát đang mở có hạn trước hôm nay.", en: "Open cases whose day is past." },
    { list: "/api/v1/reconciliation-cases", filter: { "closedRun.null": "true" }, bySchool: "schoolId" },
    "case",
  ),
  waiting(
    "reviews",
    { vi: "Câu hỏi chờ duyệt", en: "Reviews waiting" },
    ["reviews.file", "reviews.person"],
    {
      vi: "Số câu hỏi về tệp (cột, mã hóa, sụt giảm) và số cặp hồ sơ nghi trùng đang chờ người trả lời.",
      en: "Questions about files and pairs of records in doubt that wait for an answer.",
    },
    { list: "/api/v1/reviews", filter: { status: "open" }, bySchool: "schoolId" },
  ),
  waiting(
    "rows.held",
    { vi: "Dòng bị giữ", en: "Rows held" },
    ["rows.held"],
    {
      vi: "Số dòng chưa vào hồ sơ vì chưa biết của ai hoặc thiếu căn cứ.",
      en: "Rows that are in no record because whose they are can't be told.",
    },
    {
      list: "/api/v1/row-rejections",
      filter: { columnName: "*", "resolvedRun.null": "true" },
      bySchool: "schoolId",
    },
  ),
  waiting(
    "corrections",
    { vi: "Yêu cầu sửa hồ sơ đang chờ", en: "Corrections waiting" },
    ["corrections.asked", "corrections.made"],
    {
      vi: "Số việc sửa hồ sơ do người học, cha mẹ, nhân sự yêu cầu chưa xong, và số ô trường đã sửa mà lượt nhập chưa nhận.",
      en: "Corrections that learners, parents and staff asked for and that are not done, and cells that schools mended and no run has taken in yet.",
    },
    undefined,
  ),
  {
    id: "living.here",
    title: { vi: "Người học sống trên địa bàn", en: "Learners living here" },
    group: "place",
    unit: "person",
    computation: { kind: "sum", of: ["living.here"] },
    formula: {
      vi: "Số người học đang học, ở bất kỳ trường nào của thành phố, có nơi ở hiện tại tại địa bàn.",
      en: "Enrolled learners, at whatever school of the city, whose current residence is here.",
    },
    basis: residence,
    better: "none",
    depth: "commune",
    isOpen: false,
  },
  {
    id: "living.enrolledElsewhere",
    title: { vi: "Sống ở đây, học nơi khác", en: "Living here, enrolled elsewhere" },
    group: "place",
    unit: "person",
    computation: { kind: "sum", of: ["living.here.enrolledElsewhere"] },
    formula: {
      vi: "Trong số người học sống trên địa bàn, số học ở trường của xã, phường khác.",
      en: "Of the learners living here, those at a school of another commune.",
    },
    basis: residence,
    better: "none",
    depth: "commune",
    isOpen: false,
  },
  {
    id: "living.fromElsewhere",
    title: { vi: "Học ở đây, sống nơi khác", en: "Enrolled here, living elsewhere" },
    group: "place",
    unit: "person",
    computation: { kind: "sum", of: ["living.elsewhere"] },
    formula: {
      vi: "Số người học ở trường trên địa bàn có nơi ở hiện tại ở xã, phường khác (trái tuyến).",
      en: "Learners at schools here whose current residence is in another commune (out of catchment).",
    },
    basis: residence,
    better: "none",
    depth: "school",
    isOpen: false,
  },
  {
    id: "living.unknown",
    title: { vi: "Chưa rõ nơi ở", en: "Residence unknown" },
    group: "place",
    unit: "person",
    computation: { kind: "sum", of: ["living.unknown"] },
    formula: {
      vi: "Số người học ở trường trên địa bàn chưa có nơi ở hiện tại trong hồ sơ.",
      en: "Learners at schools here without a current residence on record.",
    },
    basis: residence,
    better: "less",
    depth: "school",
    isOpen: false,
  },
  {
    id: "living.notEnrolled",
    title: { vi: "Sống ở đây, chưa ghi danh", en: "Living here, not enrolled" },
    group: "place",
    unit: "person",
    computation: { kind: "sum", of: ["living.here.notEnrolled"] },
    formula: {
      vi: `Số em từ ${compulsoryAges.from} đến ${compulsoryAges.to} tuổi (theo năm) có hồ sơ, nơi ở tại địa bàn, mà năm học này không ghi danh ở trường nào của thành phố. Trẻ chưa từng có hồ sơ không có trong số này; cần xác minh từng em.`,
      en: `Children of ${compulsoryAges.from} to ${compulsoryAges.to} (by year) on record who live here and are enrolled at no school of the city this year. Children who never had a record are not among them; each wants verifying.`,
    },
    basis: universal,
    better: "less",
    depth: "commune",
    isOpen: false,
  },
];
