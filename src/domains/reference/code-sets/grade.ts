import { type CodeEntry, codeSet, entry } from "../../dictionary/code-set.ts";

const grade = (number: number): CodeEntry =>
  entry(
    String(number),
    `Khối ${number}`,
    `Grade ${number}`,
    `Lớp ${number}`,
    `K${number}`,
    `L${number}`,
    `khối lớp ${number}`,
    String(number).padStart(2, "0"),
    `${number}.0`,
  );

/** Three words for one age group, and the CEDS code that OneRoster files use. */
function kindergarten(code: string, age: number, size: string, ...more: readonly string[]): CodeEntry {
  const ages = `${age}-${age + 1}`;
  return entry(
    code,
    `Mẫu giáo ${ages} tuổi`,
    `Kindergarten, age ${age}`,
    ages,
    `${ages} tuổi`,
    `${age} tuổi`,
    `${age} đến ${age + 1} tuổi`,
    `MG ${ages}`,
    `MG ${ages} tuổi`,
    `MG ${age} tuổi`,
    `Mẫu giáo ${ages}`,
    `Mẫu giáo ${age} tuổi`,
    `Khối ${ages} tuổi`,
    `Khối ${age} tuổi`,
    `Lớp ${ages} tuổi`,
    `Lớp ${age} tuổi`,
    `Lớp mẫu giáo ${ages} tuổi`,
    `Khối mẫu giáo ${ages} tuổi`,
    size,
    `mẫu giáo ${size}`,
    `MG ${size}`,
    `khối ${size}`,
    `lớp ${size}`,
    `khối mẫu giáo ${size}`,
    ...more,
  );
}

export const gradeLevel = codeSet("gradeLevel", {
  title: { vi: "Khối lớp", en: "Grade level" },
  codeSystem: "hoa-phuong",
  legalBasis: "Danh mục của QĐ 4998 chưa công bố: externalCode để trống",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    entry(
      "NT",
      "Nhà trẻ",
      "Nursery",
      "nhóm trẻ",
      "nhóm nhà trẻ",
      "3-12 tháng",
      "13-24 tháng",
      "12-24 tháng",
      "25-36 tháng",
      "24-36 tháng",
      "18-24 tháng",
      "nhà trẻ 24-36 tháng",
      "nhóm trẻ 24-36 tháng",
      "nhóm trẻ 25-36 tháng",
      "2-3 tuổi",
      "2 tuổi",
      "khối nhà trẻ",
      "IT",
    ),
    kindergarten("MG3", 3, "bé", "MGB", "lớp mầm", "PR"),
    kindergarten("MG4", 4, "nhỡ", "MGN", "lớp chồi", "PK"),
    kindergarten("MG5", 5, "lớn", "MGL", "lớp lá", "KG"),
    ...Array.from({ length: 12 }, (_, index) => grade(index + 1)),
  ],
});
