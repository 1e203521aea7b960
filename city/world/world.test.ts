import { describe, expect, it } from "vitest";
import { planCity, schoolsOf, schoolWorld } from "./index.ts";
import { periodsPerWeek, subjectsOf } from "./subjects.ts";
import { WEEKLY_LOAD } from "./teaching.ts";
import type { Learner, Person, SchoolWorld } from "./types.ts";

const SEED = 1;
const city: readonly SchoolWorld[] = [...schoolsOf({ scale: 0.02, seed: SEED })];
const learners = city.flatMap((w) => w.learners);
const share = (items: readonly Learner[], test: (l: Learner) => boolean) =>
  items.filter(test).length / items.length;

/** Century and sex digit and birth year, with the digit of the other sex when that is what went wrong. */
function lawful(p: Person, id: string, wrongSex: boolean): boolean {
  const female = (p.sex === "F") !== wrongSex;
  const digit = (p.birthDate >= "2000" ? 2 : 0) + (female ? 1 : 0);
  return id.charAt(3) === String(digit) && id.slice(4, 6) === p.birthDate.slice(2, 4);
}

describe("a city of 32 schools", () => {
  it("has exactly the people of its plan", () => {
    for (const w of city) {
      expect(w.learners).toHaveLength(w.plan.learners);
      expect(w.staff).toHaveLength(w.plan.staff);
      expect(w.classes).toHaveLength(w.plan.classes);
      expect(w.staff.filter((s) => s.isItTeacher)).toHaveLength(w.plan.itTeachers);
      expect(w.rooms.filter((r) => r.roomKind === "Phòng Tin học")).toHaveLength(w.plan.itRooms);
    }
  });

  it("gives everybody one lawful national id, and nobody another's (handbook §2)", () => {
    const holder = new Map<string, string>();
    const wrong: string[] = [];
    const hold = (id: string | null, personId: string) => {
      if (id === null) return;
      if (!/^0\d{2}[0-3]\d{8}$/.test(id) || (holder.get(id) ?? personId) !== personId) wrong.push(personId);
      holder.set(id, personId);
    };
    for (const w of city) {
      for (const p of [...w.learners, ...w.departed]) {
        hold(p.nationalId, p.personId);
        const { father, mother, guardian } = p.household;
        for (const parent of [father, mother]) if (parent !== null) hold(parent.nationalId, parent.personId);
        hold(guardian.nationalId, guardian.personId);
        if (p.nationalId === null) {
          const known = p.idCause === "noPapers" || p.idCause === "orphan" || p.idCause === "foreigner";
          if (!known || p.idKnownToSchool) wrong.push(p.personId);
        } else if (!lawful(p, p.nationalId, p.idCause === "wrongSex")) wrong.push(p.personId);
      }
      for (const s of w.staff) {
        hold(s.nationalId, s.personId);
        if (s.nationalId === null || !lawful(s, s.nationalId, false)) wrong.push(s.personId);
      }
    }
    expect(wrong).toEqual([]);
    expect(holder.size).toBeGreaterThan(40_000);
  });

  it("leaves 2 to 3,5 % without a verifiable id", () => {
    const without = share(learners, (l) => l.idCause !== null);
    expect(without).toBeGreaterThan(0.02);
    expect(without).toBeLessThan(0.035);
    for (const cause of ["noPapers", "wrongSex", "newcomer", "notSynchronised"] as const) {
      expect(learners.some((l) => l.idCause === cause)).toBe(true);
    }
  });

  it("lets siblings share one household, whichever school they go to", () => {
    const homes = new Map<string, Learner[]>();
    for (const l of learners)
      homes.set(l.household.householdId, [...(homes.get(l.household.householdId) ?? []), l]);
    let acrossSchools = 0;
    const wrong: string[] = [];
    for (const [first, ...others] of homes.values()) {
      if (first === undefined) continue;
      const home = JSON.stringify(first.household);
      if (others.length >= first.household.childrenInSchool) wrong.push(first.personId);
      for (const other of others) {
        const days = Math.abs(Date.parse(other.birthDate) - Date.parse(first.birthDate)) / 86_400_000;
        const apart = other.twinOf === first.personId ? days === 0 : days > 270;
        const ordered = other.childOrder !== first.childOrder;
        if (!apart || !ordered || JSON.stringify(other.household) !== home) wrong.push(other.personId);
        if (other.localCode.slice(0, 5) !== first.localCode.slice(0, 5)) acrossSchools++;
      }
    }
    expect(wrong).toEqual([]);
    expect(acrossSchools).toBeGreaterThan(500);
    expect(share(learners, (l) => l.twinOf !== null)).toBeGreaterThan(0.012);
  });

  it("keeps parents older than their children", () => {
    const wrong = learners.filter((l) => {
      const { father, mother, guardian } = l.household;
      const year = Number(l.birthDate.slice(0, 4));
      return !guardian.alive || [father, mother].some((p) => p !== null && year - p.birthYear < 17);
    });
    expect(wrong).toEqual([]);
  });

  it("tells four years without a gap between the rows of a year", () => {
    const wrong = learners.filter((l) => {
      const now = l.history.at(-1);
      const current =
        now?.schoolYear === "2026-2027" && now.className === l.className && now.exitDate === null;
      const closed = l.history.slice(0, -1).every((row) => row.exitDate !== null && row.outcome !== null);
      const years = new Set(l.history.map((row) => row.schoolYear)).size;
      const inTime = l.history.every((row) => row.entryDate < (row.exitDate ?? "9999"));
      return !(current && closed && inTime && years >= l.history.length - 1);
    });
    expect(wrong).toEqual([]);
    expect(share(learners, (l) => l.history.length >= 4)).toBeGreaterThan(0.7);
    expect(share(learners, (l) => l.status === "transferredIn")).toBeGreaterThan(0.001);
    expect(learners.some((l) => l.repeated)).toBe(true);
  });

  it("puts every class in a room of its own with a teacher of the school", () => {
    for (const w of city) {
      const codes = new Set(w.staff.map((s) => s.staffCode));
      expect(codes.size).toBe(w.staff.length);
      expect(new Set(w.classes.map((c) => c.roomCode)).size).toBe(w.classes.length);
      expect(new Set(w.classes.map((c) => c.className)).size).toBe(w.classes.length);
      const teachers = new Set(w.classes.map((c) => c.homeroomStaffCode));
      expect(teachers.size).toBe(w.classes.length);
      for (const code of teachers) expect(codes.has(code)).toBe(true);
      const sizes = new Map<string, number>();
      for (const l of w.learners) sizes.set(l.className, (sizes.get(l.className) ?? 0) + 1);
      for (const c of w.classes) expect(sizes.get(c.className)).toBe(c.pupilCount);
    }
  });

  it("teaches every lesson once, near the weekly load of TT 05/2025", () => {
    for (const w of city) {
      if (w.plan.level === "01") continue;
      const given = new Map<string, number>();
      const load = new Map<string, number>();
      for (const a of w.assignments) {
        const key = `${a.className} ${a.subject}`;
        expect(given.has(key)).toBe(false);
        given.set(key, a.periodsPerWeek);
        load.set(a.staffCode, (load.get(a.staffCode) ?? 0) + a.periodsPerWeek);
      }
      for (const grade of w.plan.grades) {
        const classes = w.classes.filter((c) => c.gradeLevel === grade.grade);
        for (const [i, c] of classes.entries()) {
          for (const s of subjectsOf(SEED, w.plan, c.gradeLevel, i)) {
            const periods = periodsPerWeek(s.periodsPerYear, "HK1");
            if (periods > 0) expect(given.get(`${c.className} ${s.code}`)).toBe(periods);
          }
        }
      }
      const teachers = w.staff.filter((s) => s.staffGroup === "GV");
      for (const s of w.staff) expect(s.weeklyPeriods).toBe(load.get(s.staffCode) ?? 0);
      const mean = teachers.reduce((sum, s) => sum + s.weeklyPeriods, 0) / teachers.length;
      expect(mean).toBeGreaterThan(8);
      expect(mean).toBeLessThanOrEqual(WEEKLY_LOAD[w.plan.level]);
      expect(w.staff.every((s) => s.concurrentDuties.length <= 2)).toBe(true);
    }
  });

  it("has names about as ambiguous as the frequency figures", () => {
    const names = new Map<string, number>();
    for (const l of learners) names.set(l.fullName, (names.get(l.fullName) ?? 0) + 1);
    let pairs = 0;
    for (const n of names.values()) pairs += n * (n - 1);
    // 6,8 in 100,000 in the whole country; local family names are a quarter more concentrated: 8,5.
    const probability = pairs / learners.length / (learners.length - 1);
    expect(probability).toBeGreaterThan(6.8e-5);
    expect(probability).toBeLessThan(1.2e-4);
  });
});

describe("the same seed", () => {
  it("gives a school the same truth alone, in a sample and in the whole city", () => {
    const sample = planCity({ scale: 0.02, seed: SEED });
    const whole = planCity({ scale: 1, seed: SEED });
    for (const i of [3, 12, 20]) {
      const alone = schoolWorld(sample, i);
      expect(alone).toEqual(city[i]);
      expect(schoolWorld(whole, alone.plan.index)).toEqual(alone);
    }
  });

  it("and another seed another city", () => {
    const other = schoolWorld(planCity({ scale: 0.02, seed: SEED + 1 }), 0);
    expect(other.learners[0]?.nationalId).not.toBe(city[0]?.learners[0]?.nationalId);
  });
});

describe("both ends of a move", () => {
  const whole = planCity({ scale: 1, seed: SEED });
  const from = city.find((w) => w.plan.level === "02");

  it("agree on the person and on the dates", () => {
    if (from === undefined) throw new Error("no primary school in the sample");
    const code = from.plan.code;
    const targets = new Map<number, Learner[]>();
    for (const l of from.departed) {
      const index = Number(l.personId.slice(1, 5));
      if (index !== from.plan.index) targets.set(index, [...(targets.get(index) ?? []), l]);
    }
    const [busiest] = [...targets].sort((a, b) => b[1].length - a[1].length);
    if (busiest === undefined) throw new Error("nobody left the school");
    const there = new Map(schoolWorld(whole, busiest[0]).learners.map((l) => [l.personId, l]));
    expect(busiest[1].length).toBeGreaterThan(20);
    for (const left of busiest[1]) {
      const arrived = there.get(left.personId);
      expect(arrived?.nationalId).toBe(left.nationalId);
      expect(arrived?.fullName).toBe(left.fullName);
      expect(arrived?.birthDate).toBe(left.birthDate);
      expect(arrived?.history).toEqual(left.history);
      expect(left.history.some((row) => row.schoolCode === code)).toBe(true);
    }
  });

  it("meet inside the sample, transfers of this autumn included somewhere", () => {
    const current = new Set(learners.map((l) => l.personId));
    const left = city.flatMap((w) => w.departed);
    expect(left.filter((l) => current.has(l.personId)).length).toBeGreaterThan(200);
    const autumn = left.filter((l) => l.status === "transferredOut" && (l.exitDate ?? "") > "2026-09-05");
    expect(autumn.length).toBeGreaterThan(20);
    expect(autumn.some((l) => current.has(l.personId))).toBe(true);
  });
});
