import { type CodeEntry, codeSet, entry } from "../../dictionary/code-set.ts";

type Rank = "I" | "II" | "III";

const english: Readonly<Record<string, string>> = {
  "mầm non": "Preschool teacher",
  "tiểu học": "Primary teacher",
  "trung học cơ sở": "Lower secondary teacher",
  "trung học phổ thông": "Upper secondary teacher",
};

function teacher(code: string, level: string, short: string, rank: Rank): CodeEntry {
  return entry(
    code,
    `Giáo viên ${level} hạng ${rank}`,
    `${english[level]}, rank ${rank}`,
    `GV ${short} hạng ${rank}`,
    `GV${short} hạng ${rank}`,
    code.replaceAll(".", ""),
    `${code} (hạng ${rank})`,
    `${code} - hạng ${rank}`,
    `Giáo viên ${short} hạng ${rank}`,
  );
}

const support = (code: string, vi: string, en: string, ...aliases: readonly string[]): CodeEntry => ({
  ...entry(code, vi, en, ...aliases),
  tag: "memory",
});

/** Pay scales of the ranks stand in legal-rules.ts: they moved with TT 31/2026. */
export const titleCode = codeSet("titleCode", {
  title: { vi: "Mã hạng chức danh nghề nghiệp", en: "Professional title" },
  codeSystem: "chức danh nghề nghiệp viên chức",
  legalBasis: "TT 01-04/2021, 08/2023; từ 2026 TT 31/2026",
  tag: "found",
  effectiveFrom: "2021-03-20",
  entries: [
    teacher("V.07.02.24", "mầm non", "MN", "I"),
    teacher("V.07.02.25", "mầm non", "MN", "II"),
    teacher("V.07.02.26", "mầm non", "MN", "III"),
    teacher("V.07.03.27", "tiểu học", "TH", "I"),
    teacher("V.07.03.28", "tiểu học", "TH", "II"),
    teacher("V.07.03.29", "tiểu học", "TH", "III"),
    teacher("V.07.04.30", "trung học cơ sở", "THCS", "I"),
    teacher("V.07.04.31", "trung học cơ sở", "THCS", "II"),
    teacher("V.07.04.32", "trung học cơ sở", "THCS", "III"),
    teacher("V.07.05.13", "trung học phổ thông", "THPT", "I"),
    teacher("V.07.05.14", "trung học phổ thông", "THPT", "II"),
    teacher("V.07.05.15", "trung học phổ thông", "THPT", "III"),
    support("06.031", "Kế toán viên", "Accountant"),
    support("06.032", "Kế toán viên trung cấp", "Intermediate accountant", "kế toán viên TC"),
    support("02.007", "Văn thư viên", "Clerk"),
    support("02.008", "Văn thư viên trung cấp", "Intermediate clerk", "văn thư TC"),
    support("V.10.02.06", "Thư viện viên hạng III", "Librarian, rank III"),
    support("V.10.02.07", "Thư viện viên hạng IV", "Librarian, rank IV"),
    support("V.08.03.07", "Y sĩ hạng IV", "Physician assistant, rank IV", "y sĩ"),
  ],
});
