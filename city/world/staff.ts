import { IT_LITERACY } from "../baseline.ts";
import { drawAddress, drawPhone, drawProvince } from "./household-people.ts";
import { drawBirthDate } from "./learner.ts";
import { drawFamilyName, drawName } from "./names/names.ts";
import { nationalId, serialOf } from "./national-id.ts";
import { permuteMillion, Rng, Weighted } from "./random.ts";
import { drawCareer, drawStaffSex, drawTraining } from "./staff-career.ts";
import type { Post } from "./staff-posts.ts";
import type { Teaching } from "./teaching.ts";
import type { CityPlan, Commune, SchoolPlan, StaffMember } from "./types.ts";
import { MINORITIES } from "./words.ts";

const pad = (n: number, width: number) => String(n).padStart(width, "0");

const STATUS = new Weighted<string>([
  ["Đang làm việc", 965],
  ["Nghỉ thai sản", 22],
  ["Nghỉ ốm dài ngày", 5],
  ["Biệt phái", 4],
  ["Đi học", 4],
]);
const FAITH = new Weighted<string>([
  ["Không", 955],
  ["Công giáo", 28],
  ["Phật giáo", 17],
]);
const STANDARD = new Weighted<string>([
  ["Tốt", 38],
  ["Khá", 55],
  ["Đạt", 6.5],
  ["Chưa đạt", 0.5],
]);
const YEARLY = new Weighted<string>([
  ["Hoàn thành xuất sắc nhiệm vụ", 19],
  ["Hoàn thành tốt nhiệm vụ", 72],
  ["Hoàn thành nhiệm vụ", 8.6],
  ["Không hoàn thành nhiệm vụ", 0.4],
]);
const LANGUAGE_LEVEL = new Weighted<string>([
  ["A2", 46],
  ["B1", 38],
  ["B2", 12],
  ["Chứng chỉ B", 4],
]);

function contract(rng: Rng, plan: SchoolPlan, post: Post, seniority: number): string {
  if (plan.ownership === "private")
    return rng.chance(0.6) ? "Hợp đồng không xác định thời hạn" : "Hợp đồng xác định thời hạn";
  if (post.positionTitle === "Nhân viên nấu ăn" || post.positionTitle === "Nhân viên bảo vệ")
    return "Hợp đồng NĐ 111";
  if (post.group === "CBQL") return "Biên chế";
  if (seniority < 1) return "Tập sự";
  if (seniority < 6 && rng.chance(0.35)) return "Hợp đồng xác định thời hạn";
  return rng.chance(0.035) ? "Hợp đồng NĐ 111" : "Biên chế";
}

/** Latin letters only, for mail addresses. */
function latin(text: string): string {
  return text
    .normalize("NFD")
    .replace(/[\u0300-\u036f]/g, "")
    .replace(/đ/g, "d")
    .replace(/Đ/g, "D")
    .replace(/[^A-Za-z]/g, "")
    .toLowerCase();
}

/** The people on a school's posts, in the order of the posts. */
export function staffOf(
  plan: CityPlan,
  school: SchoolPlan,
  posts: readonly Post[],
  teaching: Teaching,
): StaffMember[] {
  const { seed } = plan.options;
  const commune = plan.communes[school.communeIndex] as Commune;
  return posts.map((post, i): StaffMember => {
    const rng = Rng.of(seed, "staff", school.index, i);
    const sex = drawStaffSex(rng, school.level, post);
    const manager = post.group === "CBQL";
    const age = manager
      ? rng.between(38, 58)
      : Math.min(60, 23 + Math.floor(rng.float() * 22 + rng.float() * 15));
    const birthYear = 2026 - age;
    const seniority = Math.max(0, age - 23 - rng.int(3));
    const province = drawProvince(rng, commune, 0.86);
    const name = drawName(rng, sex, drawFamilyName(rng), true);
    const home = rng.chance(0.7)
      ? commune
      : (plan.communes[rng.pick([commune.index, ...commune.neighbours])] ?? commune);
    const training = drawTraining(rng, school.level, post);
    const isPublic = school.ownership === "public";
    const recruitYear = 2026 - seniority;
    const startYear = seniority < 3 ? recruitYear : recruitYear + rng.int(Math.min(15, seniority));
    const teaches = post.group !== "NV";
    const itLiterate = post.isIt || rng.chance(IT_LITERACY[school.level]);
    const foreignTeacher = post.subject === "NGOAI_NGU";
    const foreignLanguage = foreignTeacher || (teaches && rng.chance(0.75)) ? "Tiếng Anh" : null;
    const partyMember = manager ? rng.chance(0.96) : rng.chance(isPublic ? 0.32 : 0.08);
    const birthDate = drawBirthDate(rng, birthYear);
    const code = `${pad(school.index, 4)}${pad(i + 1, 3)}`;
    return {
      personId: `S${code}`,
      ...name,
      nationalId: nationalId(seed, province, sex, birthYear, serialOf.staff(school.staffOffset + i)),
      birthDate,
      sex,
      ethnicity: rng.chance(0.006) ? MINORITIES.draw(rng) : "Kinh",
      religion: FAITH.draw(rng),
      nationality: "Việt Nam",
      staffCode: `31${code}`,
      staffGroup: post.group,
      positionTitle: post.positionTitle,
      contractForm: contract(rng, school, post, seniority),
      employmentStatus: manager ? "Đang làm việc" : STATUS.draw(rng),
      phone: drawPhone(rng),
      email: `${latin(name.givenName)}${latin(name.familyName).slice(0, 1)}${code}@haiphong.edu.vn`,
      residence: drawAddress(rng, home),
      recruitDate: `${recruitYear}-${pad(rng.pick([8, 9, 10, 11]), 2)}-01`,
      recruitAgency: isPublic
        ? school.level >= "04"
          ? `Sở GDĐT ${commune.formerProvince}`
          : rng.chance(0.5)
            ? "UBND huyện (cũ)"
            : `Sở GDĐT ${commune.formerProvince}`
        : school.name,
      startDate: `${startYear}-09-01`,
      mainSubject: post.subject,
      otherSubjects: [...(teaching.others[i] ?? [])],
      ...drawCareer(rng, school, post, seniority),
      ...training,
      graduationYear: birthYear + 22 + rng.int(3),
      politicalTheory: manager ? "Trung cấp" : partyMember && rng.chance(0.3) ? "Sơ cấp" : null,
      managementTraining: manager,
      itLevel: post.isIt ? "Cử nhân" : itLiterate ? "Ứng dụng CNTT cơ bản" : null,
      foreignLanguage,
      foreignLanguageLevel:
        foreignLanguage === null ? null : foreignTeacher ? rng.pick(["B2", "C1"]) : LANGUAGE_LEVEL.draw(rng),
      partyMember,
      tradeUnionMember: rng.chance(0.99),
      socialInsuranceNumber: rng.chance(0.985)
        ? `31${pad(rng.int(100), 2)}${pad(permuteMillion(seed, school.staffOffset + i), 6)}`
        : null,
      professionalStandard: teaches ? STANDARD.draw(rng) : null,
      yearlyRating: seniority < 1 ? null : YEARLY.draw(rng),
      excellentTeacher:
        post.group !== "GV" || seniority < 5
          ? null
          : rng.chance(0.06)
            ? "Cấp tỉnh"
            : rng.chance(0.2)
              ? "Cấp trường"
              : null,
      weeklyPeriods: teaching.load[i] ?? 0,
      concurrentDuties: teaching.duties[i] ?? [],
      digitalCompetence: rng.chance(0.62) ? rng.pick(["Cơ bản", "Cơ bản", "Khá", "Nâng cao"]) : null,
      digitalSignature: manager || rng.chance(school.level >= "02" ? 0.55 : 0.25),
      isItTeacher: post.isIt,
    };
  });
}
