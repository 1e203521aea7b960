import { bareCommuneName } from "./plan-communes.ts";
import type { Rng } from "./random.ts";
import type { Commune, Ownership, SchoolLevel } from "./types.ts";

/**
 * School names as they are given: public ones keep the name of the old commune they stood in, then a number;
 * town schools bear heroes and writers; private ones bear flowers and hopes. Unique inside a commune and level
 * only: two schools of one name in two communes are common, and a good trap.
 */

const PREFIX: Readonly<Record<SchoolLevel, string>> = {
  "01": "Trường Mầm non",
  "02": "Trường Tiểu học",
  "03": "Trường THCS",
  "04": "Trường THPT",
  "05": "Trung tâm GDNN-GDTX",
};

const HEROES = [
  "Nguyễn Du",
  "Lê Văn Tám",
  "Võ Thị Sáu",
  "Kim Đồng",
  "Trần Phú",
  "Lý Tự Trọng",
  "Nguyễn Trãi",
  "Đinh Tiên Hoàng",
  "Ngô Gia Tự",
  "Minh Khai",
  "Lương Thế Vinh",
  "Chu Văn An",
  "Trần Quốc Toản",
  "Hoàng Diệu",
  "Tô Hiệu",
] as const;

const UPPER = [
  "Nguyễn Bỉnh Khiêm",
  "Phan Bội Châu",
  "Lương Khánh Thiện",
  "Trần Nhật Duật",
  "Đoàn Thượng",
  "Tuệ Tĩnh",
  "Bến Tắm",
  "Hoàng Văn Thụ",
  "Nguyễn Thị Duệ",
  "Phạm Sư Mạnh",
  "Phan Chu Trinh",
  "Lê Quý Đôn",
] as const;

const PRIVATE = [
  "Hoa Sen",
  "Ánh Dương",
  "Sao Mai",
  "Họa Mi",
  "Sơn Ca",
  "Ban Mai",
  "Hoa Hồng",
  "Thiên Thần Nhỏ",
  "Hoa Phượng Đỏ",
  "Mặt Trời Bé Thơ",
  "Hướng Dương",
  "Hải Âu",
  "Bồ Công Anh",
  "Ngôi Sao",
  "Tuổi Thơ",
  "Cầu Vồng",
] as const;

const PRIVATE_UPPER = [
  "Sông Cấm",
  "Tia Sáng",
  "Đông Á",
  "Hải Đăng",
  "Tân Việt",
  "Bình Minh",
  "Cánh Buồm",
  "Đất Việt",
  "Văn Hiến",
  "Sông Thái Bình",
] as const;

function candidates(
  level: SchoolLevel,
  ownership: Ownership,
  commune: Commune,
  old: readonly string[],
  rng: Rng,
) {
  const place = bareCommuneName(commune);
  if (ownership === "private") {
    return level === "01" || level === "02" ? rng.shuffle([...PRIVATE]) : rng.shuffle([...PRIVATE_UPPER]);
  }
  const places = [...new Set([place, ...old])];
  if (level === "04") return [place, ...rng.shuffle([...UPPER])];
  if (level === "05") return [place, ...places];
  return commune.urbanness > 0.5 ? [...places, ...rng.shuffle([...HEROES])] : places;
}

/** Names for the schools of one level and ownership in one commune, in order. */
export function schoolNames(
  rng: Rng,
  level: SchoolLevel,
  ownership: Ownership,
  commune: Commune,
  old: readonly string[],
  count: number,
): string[] {
  const pool = candidates(level, ownership, commune, old, rng);
  const names: string[] = [];
  for (let i = 0; i < count; i++) {
    const base = pool[i % pool.length] as string;
    const round = Math.floor(i / pool.length);
    names.push(`${PREFIX[level]} ${base}${round === 0 ? "" : ` ${round + 1}`}`);
  }
  return names;
}
