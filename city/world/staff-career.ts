import { type Rng, Weighted } from "./random.ts";
import type { Post } from "./staff-posts.ts";
import type { SchoolLevel, SchoolPlan, Sex } from "./types.ts";

/** Training, rank and pay of a staff member. */

/** Title codes by level, ranks III, II, I (handbook §3). */
const TITLE: Readonly<Record<SchoolLevel, readonly [string, string, string]>> = {
  "01": ["V.07.02.26", "V.07.02.25", "V.07.02.24"],
  "02": ["V.07.03.29", "V.07.03.28", "V.07.03.27"],
  "03": ["V.07.04.32", "V.07.04.31", "V.07.04.30"],
  "04": ["V.07.05.15", "V.07.05.14", "V.07.05.13"],
  "05": ["V.07.05.15", "V.07.05.14", "V.07.05.13"],
};

/** First step and rise in hundredths, and number of steps: A0, A1, A2.2, A2.1. */
const SCALES = {
  A0: [210, 31, 10],
  A1: [234, 33, 9],
  "A2.2": [400, 34, 8],
  "A2.1": [440, 34, 8],
} as const;
const SCALE_OF = (level: SchoolLevel, rank: number): keyof typeof SCALES => {
  if (level === "01") return (["A0", "A1", "A2.2"] as const)[rank] ?? "A0";
  return (["A1", "A2.2", "A2.1"] as const)[rank] ?? "A1";
};

export interface Career {
  titleCode: string | null;
  salaryCoefficientHundredths: number | null;
  payStep: number | null;
}

export function drawCareer(rng: Rng, plan: SchoolPlan, post: Post, seniority: number): Career {
  if (plan.ownership === "private" || post.group === "NV") {
    return { titleCode: null, salaryCoefficientHundredths: null, payStep: null };
  }
  const rank = seniority >= 9 && rng.chance(0.72) ? (seniority > 20 && rng.chance(0.03) ? 2 : 1) : 0;
  const [first, rise, steps] = SCALES[SCALE_OF(plan.level, rank)];
  const payStep = Math.max(1, Math.min(steps, Math.floor((seniority - rank * 8) / 3) + 1));
  return {
    titleCode: TITLE[plan.level][rank] ?? null,
    salaryCoefficientHundredths: first + rise * (payStep - 1),
    payStep,
  };
}

const QUALIFICATION: Readonly<Record<SchoolLevel, Weighted<string>>> = {
  "01": new Weighted([
    ["Đại học", 66],
    ["Cao đẳng", 28],
    ["Trung cấp", 5.5],
    ["Thạc sĩ", 0.5],
  ]),
  "02": new Weighted([
    ["Đại học", 89],
    ["Cao đẳng", 8.5],
    ["Thạc sĩ", 2.5],
  ]),
  "03": new Weighted([
    ["Đại học", 91],
    ["Cao đẳng", 4],
    ["Thạc sĩ", 5],
  ]),
  "04": new Weighted([
    ["Đại học", 71],
    ["Thạc sĩ", 28.6],
    ["Tiến sĩ", 0.4],
  ]),
  "05": new Weighted([
    ["Đại học", 84],
    ["Thạc sĩ", 13],
    ["Cao đẳng", 3],
  ]),
};
const SUPPORT_QUALIFICATION = new Weighted<string>([
  ["Đại học", 34],
  ["Cao đẳng", 26],
  ["Trung cấp", 30],
  ["Sơ cấp", 10],
]);

const MAJOR: Readonly<Record<string, string>> = {
  TIENG_VIET: "Giáo dục Tiểu học",
  NGU_VAN: "Sư phạm Ngữ văn",
  TOAN: "Sư phạm Toán học",
  NGOAI_NGU: "Sư phạm Tiếng Anh",
  GDCD: "Giáo dục Công dân",
  GDKT_PL: "Giáo dục Chính trị",
  LICH_SU: "Sư phạm Lịch sử",
  DIA_LI: "Sư phạm Địa lí",
  LICH_SU_DIA_LI: "Sư phạm Lịch sử - Địa lí",
  KHTN: "Sư phạm Khoa học tự nhiên",
  VAT_LI: "Sư phạm Vật lí",
  HOA_HOC: "Sư phạm Hóa học",
  SINH_HOC: "Sư phạm Sinh học",
  CONG_NGHE: "Sư phạm Công nghệ",
  TIN_HOC: "Sư phạm Tin học",
  TIN_CONG_NGHE: "Sư phạm Tin học",
  GDTC: "Giáo dục Thể chất",
  NGHE_THUAT: "Sư phạm Âm nhạc",
  AM_NHAC: "Sư phạm Âm nhạc",
  MI_THUAT: "Sư phạm Mĩ thuật",
  GDQP_AN: "Giáo dục Quốc phòng - An ninh",
};
const SUPPORT_MAJOR: Readonly<Record<string, string>> = {
  "Nhân viên kế toán": "Kế toán",
  "Nhân viên y tế": "Điều dưỡng",
  "Nhân viên văn thư": "Văn thư - Lưu trữ",
  "Nhân viên thư viện": "Khoa học thư viện",
  "Nhân viên nấu ăn": "Kỹ thuật chế biến món ăn",
};

const PLACES = new Weighted<string>([
  ["Trường Đại học Hải Phòng", 38],
  ["Trường Đại học Sư phạm Hà Nội", 24],
  ["Trường Đại học Sư phạm Hà Nội 2", 12],
  ["Trường Đại học Hải Dương", 10],
  ["Trường Đại học Sư phạm - ĐH Thái Nguyên", 8],
  ["Trường Đại học Vinh", 3],
  ["Trường Đại học Ngoại ngữ - ĐHQGHN", 3],
  ["Trường Cao đẳng Hải Dương", 4],
]);

export interface Training {
  qualificationLevel: string;
  qualificationMajor: string;
  qualificationPlace: string;
}

export function drawTraining(rng: Rng, level: SchoolLevel, post: Post): Training {
  if (post.group === "NV") {
    return {
      qualificationLevel: SUPPORT_QUALIFICATION.draw(rng),
      qualificationMajor: SUPPORT_MAJOR[post.positionTitle] ?? "Quản trị văn phòng",
      qualificationPlace: PLACES.draw(rng),
    };
  }
  const general =
    level === "01" ? "Giáo dục Mầm non" : level === "02" ? "Giáo dục Tiểu học" : "Sư phạm Toán học";
  return {
    qualificationLevel: QUALIFICATION[level].draw(rng),
    qualificationMajor: post.subject === null ? general : (MAJOR[post.subject] ?? general),
    qualificationPlace: PLACES.draw(rng),
  };
}

const WOMEN: Readonly<Record<SchoolLevel, number>> = {
  "01": 0.995,
  "02": 0.87,
  "03": 0.74,
  "04": 0.67,
  "05": 0.6,
};

export function drawStaffSex(rng: Rng, level: SchoolLevel, post: Post): Sex {
  if (post.positionTitle === "Nhân viên bảo vệ") return "M";
  const manly =
    post.subject === "GDTC" || post.subject === "GDQP_AN" ? 0.35 : post.group === "CBQL" ? 0.8 : 1;
  return rng.chance(WOMEN[level] * manly) ? "F" : "M";
}
