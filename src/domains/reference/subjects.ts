import { subject as subjectCodes } from "./code-sets/subject.ts";
import type { Subject } from "./schema.ts";

type Assessment = "score" | "comment" | "level" | "levelScore";

interface SubjectFacts {
  /** Codes of schoolLevel where the subject is taught. */
  readonly levels: readonly string[];
  readonly primary?: Assessment;
  readonly secondary?: Assessment;
}

/**
 * What TT 27/2020 and TT 22/2021 say of each subject. In primary school every subject has a level (T, H, C);
 * six of them also a test score. In secondary school five are comment-only, the others have scores.
 */
const facts: Readonly<Record<string, SubjectFacts>> = {
  TIENG_VIET: { levels: ["02"], primary: "levelScore" },
  TOAN: { levels: ["02", "03", "04", "05"], primary: "levelScore", secondary: "score" },
  NGOAI_NGU: { levels: ["02", "03", "04", "05"], primary: "levelScore", secondary: "score" },
  DAO_DUC: { levels: ["02"], primary: "level" },
  TNXH: { levels: ["02"], primary: "level" },
  LICH_SU_DIA_LI: { levels: ["02", "03"], primary: "levelScore", secondary: "score" },
  KHOA_HOC: { levels: ["02"], primary: "levelScore" },
  TIN_CONG_NGHE: { levels: ["02"], primary: "levelScore" },
  GDTC: { levels: ["02", "03", "04"], primary: "level", secondary: "comment" },
  AM_NHAC: { levels: ["02", "03", "04"], primary: "level", secondary: "comment" },
  MI_THUAT: { levels: ["02", "03", "04"], primary: "level", secondary: "comment" },
  HDTN: { levels: ["02"], primary: "level" },
  NGU_VAN: { levels: ["03", "04", "05"], secondary: "score" },
  GDCD: { levels: ["03"], secondary: "score" },
  KHTN: { levels: ["03"], secondary: "score" },
  CONG_NGHE: { levels: ["03", "04", "05"], secondary: "score" },
  TIN_HOC: { levels: ["03", "04", "05"], secondary: "score" },
  NGHE_THUAT: { levels: ["03"], secondary: "comment" },
  HDTN_HN: { levels: ["03", "04", "05"], secondary: "comment" },
  GDDP: { levels: ["03", "04", "05"], secondary: "comment" },
  LICH_SU: { levels: ["04", "05"], secondary: "score" },
  DIA_LI: { levels: ["04", "05"], secondary: "score" },
  GDKT_PL: { levels: ["04", "05"], secondary: "score" },
  VAT_LI: { levels: ["04", "05"], secondary: "score" },
  HOA_HOC: { levels: ["04", "05"], secondary: "score" },
  SINH_HOC: { levels: ["04", "05"], secondary: "score" },
  GDQP_AN: { levels: ["04"], secondary: "score" },
};

export const subjects: readonly Subject[] = subjectCodes.entries.map((entry, index) => {
  const known = facts[entry.code];
  if (known === undefined) throw new Error(`subject ${entry.code} has no facts`);
  return {
    subjectCode: entry.code,
    titleVi: entry.title.vi,
    titleEn: entry.title.en,
    levels: [...known.levels],
    primaryAssessment: known.primary ?? null,
    secondaryAssessment: known.secondary ?? null,
    sortOrder: index + 1,
    externalCode: entry.externalCode ?? null,
  };
});
