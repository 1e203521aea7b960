import { type Dimension, dimensions, dimensionTitles } from "#src/domains/dictionary/check.ts";
import { reconciliationTarget } from "#src/domains/reference/legal-rules.ts";
import { lateAfterDays } from "./counters.ts";
import type { Metric } from "./metric.ts";

const target = reconciliationTarget[0];
const plan = {
  text: { vi: target?.legalBasis ?? "", en: target?.legalBasis ?? "" },
  tag: "seed",
  ruleId: "reconciliation-target",
} as const;
const verifiedTarget = {
  value: target?.params.verifiedPercent ?? 98.5,
  ruleId: "reconciliation-target",
  tag: "seed",
  title: { vi: "Chỉ tiêu của Sở", en: "The department's target" },
} as const;
const proposal = {
  text: { vi: "Đề án: tám nguyên tắc dữ liệu", en: "The plan: eight principles of data" },
  tag: "seed",
} as const;
const scoreTarget = {
  value: 98.5,
  tag: "design",
  title: { vi: "Ngưỡng cảnh báo", en: "Alert level" },
} as const;

const share = (
  id: string,
  title: Metric["title"],
  top: string,
  bottom: string,
  words: Metric["formula"],
  entity: string,
): Metric => ({
  id,
  title,
  group: "identity",
  unit: "share",
  computation: { kind: "ratio", top: [top], bottom: [bottom], times: 100 },
  formula: words,
  basis: plan,
  better: "more",
  target: verifiedTarget,
  depth: "record",
  rows: { list: "/api/v1/verifications", filter: { entity }, bySchool: "schoolId" },
  isOpen: false,
});

const principle = (id: Dimension): Metric => ({
  id: `quality.${id}`,
  title: dimensionTitles[id],
  group: "quality",
  unit: "score",
  computation: { kind: "own", of: `quality.${id}` },
  formula: {
    vi: `Điểm theo nguyên tắc “${dimensionTitles[id].vi}” trên mọi bộ dữ liệu, có trọng số theo bộ dữ liệu; 100 là không bản ghi nào phạm quy tắc.`,
    en: `Score on the principle “${dimensionTitles[id].en}” over all datasets, weighted by dataset; 100 means that no record breaks a rule.`,
  },
  basis: proposal,
  better: "more",
  target: scoreTarget,
  depth: "record",
  rows: { list: "/api/v1/quality-issues", filter: {}, bySchool: "schoolId" },
  isOpen: true,
});

/** How true, complete and alive the data are, and what waits for somebody. */
export const dataMetrics: readonly Metric[] = [
  share(
    "verified.learner",
    { vi: "Học sinh đang khớp dân cư", en: "Learners verified now" },
    "verified.learner",
    "checked.learner",
    {
      vi: "Số hồ sơ học sinh hiện khớp CSDL quốc gia về dân cư (số định danh, họ tên, ngày sinh, giới tính) chia số hồ sơ học sinh. Một trường đổi thì phải khớp lại.",
      en: "Learner records that agree with the population register now (number, name, birth date, sex) over learner records. When a field changes it must agree again.",
    },
    "learner",
  ),
  share(
    "everVerified.learner",
    { vi: "Học sinh đã từng khớp", en: "Learners ever verified" },
    "everVerified.learner",
    "checked.learner",
    {
      vi: "Số hồ sơ học sinh đã có lần khớp dân cư, dù nay còn khớp hay không, chia số hồ sơ học sinh.",
      en: "Learner records that agreed with the register at some time, whatever happened since, over learner records.",
    },
    "learner",
  ),
  share(
    "verified.staff",
    { vi: "Đội ngũ đang khớp dân cư", en: "Staff verified now" },
    "verified.staff",
    "checked.staff",
    {
      vi: "Số hồ sơ nhân sự hiện khớp dân cư chia số hồ sơ nhân sự.",
      en: "Staff records that agree with the register now over staff records.",
    },
    "staffMember",
  ),
  share(
    "everVerified.staff",
    { vi: "Đội ngũ đã từng khớp", en: "Staff ever verified" },
    "everVerified.staff",
    "checked.staff",
    {
      vi: "Số hồ sơ nhân sự đã có lần khớp dân cư chia số hồ sơ nhân sự.",
      en: "Staff records that ever agreed with the register over staff records.",
    },
    "staffMember",
  ),
  {
    id: "quality",
    title: { vi: "Điểm chất lượng dữ liệu", en: "Data quality" },
    group: "quality",
    unit: "score",
    computation: { kind: "own", of: "quality" },
    formula: {
      vi: "Điểm chung trên tám nguyên tắc, có trọng số theo bộ dữ liệu. Đổi sau mỗi lượt nhập.",
      en: "Overall score on the eight principles, weighted by dataset. Moves with each run.",
    },
    basis: proposal,
    better: "more",
    target: scoreTarget,
    depth: "record",
    rows: { list: "/api/v1/quality-issues", filter: {}, bySchool: "schoolId" },
    isOpen: true,
  },
  ...dimensions.map(principle),
  {
    id: "issues",
    title: { vi: "Lỗi dữ liệu đang mở", en: "Open issues" },
    group: "quality",
    unit: "issue",
    computation: { kind: "sum", of: ["issues"] },
    formula: {
      vi: "Số cặp bản ghi và quy tắc đang phạm, mọi mức nặng nhẹ.",
      en: "Pairs of a record and a rule it breaks, of every severity.",
    },
    basis: proposal,
    better: "less",
    depth: "record",
    rows: { list: "/api/v1/quality-issues", filter: {}, bySchool: "schoolId" },
    isOpen: false,
  },
  {
    id: "issues.grave",
    title: { vi: "Lỗi nặng", en: "Grave issues" },
    group: "quality",
    unit: "issue",
    computation: { kind: "sum", of: ["issues.grave"] },
    formula: { vi: "Lỗi đang mở ở mức chặn hoặc mức lỗi.", en: "Open issues that block or are errors." },
    basis: proposal,
    better: "less",
    depth: "record",
    rows: { list: "/api/v1/quality-issues", filter: {}, bySchool: "schoolId" },
    isOpen: false,
  },
  {
    id: "feeds",
    title: { vi: "Luồng dữ liệu", en: "Feeds" },
    group: "flow",
    unit: "feed",
    computation: { kind: "sum", of: ["feeds"] },
    formula: {
      vi: "Số luồng: mỗi trường, hệ thống nguồn và loại bảng một luồng.",
      en: "Feeds: one a school, source system and kind of table.",
    },
    basis: { text: { vi: "Định nghĩa của hệ thống", en: "Our definition" }, tag: "design" },
    better: "none",
    depth: "school",
    rows: { list: "/api/v1/feeds", filter: {}, bySchool: "schoolId" },
    isOpen: false,
  },
  {
    id: "feeds.late",
    title: { vi: "Luồng quá hạn", en: "Feeds overdue" },
    group: "flow",
    unit: "feed",
    computation: { kind: "sum", of: ["feeds.late"] },
    formula: {
      vi: `Số luồng quá ${lateAfterDays} ngày không có tệp mới, hoặc chưa từng có.`,
      en: `Feeds without a new file for more than ${lateAfterDays} days, or that never had one.`,
    },
    basis: {
      text: { vi: "Đề án: đối soát số liệu hằng tháng", en: "The plan: figures are reconciled every month" },
      tag: "seed",
    },
    better: "less",
    target: { value: 0, tag: "design", title: { vi: "Không luồng nào quá hạn", en: "None" } },
    depth: "school",
    rows: { list: "/api/v1/feeds", filter: {}, bySchool: "schoolId" },
    isOpen: false,
  },
];
