import { drawFamilyName, drawName, named } from "./names/names.ts";
import { nationalId, withParity } from "./national-id.ts";
import type { Rng } from "./random.ts";
import type { Address, Commune, Guardian, Household, Parent, Sex } from "./types.ts";
import {
  FOREIGNERS,
  type ForeignPeople,
  HAMLETS,
  MINORITIES,
  MOBILE_PREFIXES,
  OCCUPATIONS_COUNTRY,
  OCCUPATIONS_TOWN,
  OTHER_PROVINCES,
  STREETS,
} from "./words.ts";

/** What the children need of their household beside the record itself. */
export interface HouseholdTruth {
  household: Household;
  familyName: string;
  ethnicity: string;
  religion: string;
  motherMinority: boolean;
  orphan: "none" | "father" | "mother" | "both";
  foreign: ForeignPeople | null;
  /** Old province the family's births are registered in, by default. */
  province: string;
  migrant: boolean;
}

export interface HouseholdSpec {
  seed: number;
  rng: Rng;
  commune: Commune;
  householdId: string;
  childrenInSchool: number;
  /** Nominal birth year of the oldest child, years to the youngest, and years to add to the parents' ages. */
  oldestYear: number;
  span: number;
  older: number;
  /** Number of this household that only it has, and the id serial made of it. */
  serial: number;
  idSerial: (serial: number, birthYear: number) => number;
}

export function drawPhone(rng: Rng): string {
  return rng.pick(MOBILE_PREFIXES) + String(rng.int(10_000_000)).padStart(7, "0");
}

export function drawAddress(rng: Rng, commune: Commune): Address {
  const inTown = commune.kind === "Phường" && rng.chance(0.35 + commune.urbanness / 2);
  const place = inTown
    ? `Số ${rng.between(1, 280)} ${rng.pick(STREETS)}`
    : commune.kind === "Phường"
      ? `Tổ dân phố ${rng.pick(HAMLETS)}`
      : `Thôn ${rng.pick(HAMLETS)}`;
  return {
    communeCode: commune.code,
    communeName: commune.name,
    text: `${place}, ${commune.name}, Hải Phòng`,
  };
}

function homeProvince(commune: Commune): string {
  return commune.formerProvince === "Hải Dương" ? "030" : "031";
}

/** Old province a grown-up of this commune was registered in. */
export function drawProvince(rng: Rng, commune: Commune, native: number): string {
  const own = homeProvince(commune);
  const x = rng.float();
  if (x < native) return own;
  if (x < native + (1 - native) * 0.3) return own === "031" ? "030" : "031";
  return OTHER_PROVINCES.draw(rng).code;
}

function drawFaith(rng: Rng, commune: Commune): string {
  const x = rng.float();
  // Parishes lie close together: some communes have many Catholics, most hardly any.
  const catholic = (Number(commune.code) * 7) % 9 === 0 ? 0.16 : 0.025;
  if (x < catholic) return "Công giáo";
  if (x < catholic + 0.03) return "Phật giáo";
  if (x < catholic + 0.033) return "Tin lành";
  return "Không";
}

type Shape = "both" | "mother" | "father" | "widow" | "widower" | "away" | "orphans";

function drawShape(rng: Rng): Shape {
  const x = rng.float();
  if (x < 0.9) return "both";
  if (x < 0.934) return "mother";
  if (x < 0.938) return "father";
  if (x < 0.959) return "widow";
  if (x < 0.967) return "widower";
  return x < 0.9985 ? "away" : "orphans";
}

function drawParent(
  spec: HouseholdSpec,
  sex: Sex,
  familyName: string,
  ethnicity: string,
  alive: boolean,
): Parent {
  const { rng, commune } = spec;
  const young = sex === "M" ? 23 : 21;
  const age = young + spec.older + Math.round(Math.abs(rng.normal()) * 3.4 + rng.float() * 4);
  const latest = sex === "F" ? 44 - spec.span : 60 - spec.span;
  const wanted = spec.oldestYear - Math.max(19, Math.min(age, Math.max(young, latest)));
  const birthYear = withParity(Math.max(1966, wanted - 1), spec.serial);
  const occupations = rng.chance(commune.urbanness * 0.8 + 0.1) ? OCCUPATIONS_TOWN : OCCUPATIONS_COUNTRY;
  const province = drawProvince(rng, commune, 0.8);
  const id = nationalId(spec.seed, province, sex, birthYear, spec.idSerial(spec.serial, birthYear));
  return {
    personId: `P${spec.householdId.slice(1)}-${sex === "M" ? "F" : "M"}`,
    ...drawName(rng, sex, familyName, true),
    sex,
    birthYear,
    nationalId: alive && !rng.chance(0.015) ? id : null,
    phone: alive && rng.chance(0.93) ? drawPhone(rng) : null,
    occupation: alive ? occupations.draw(rng) : "",
    ethnicity,
    alive,
  };
}

/** Grandparents are born before 1965, in years no parent or teacher is: their ids cannot meet. */
function drawGrandparent(spec: HouseholdSpec, familyName: string, ethnicity: string): Guardian {
  const { rng, commune } = spec;
  const sex: Sex = rng.chance(0.6) ? "F" : "M";
  const birthYear = withParity(rng.between(1944, 1962), spec.serial);
  const family = sex === "M" ? familyName : drawFamilyName(rng);
  const id = nationalId(
    spec.seed,
    drawProvince(rng, commune, 0.92),
    sex,
    birthYear,
    spec.idSerial(spec.serial, birthYear),
  );
  return {
    personId: `P${spec.householdId.slice(1)}-G`,
    ...drawName(rng, sex, family, true),
    sex,
    birthYear,
    nationalId: id,
    phone: drawPhone(rng),
    occupation: rng.chance(0.7) ? "Hưu trí" : "Làm ruộng",
    ethnicity,
    alive: true,
    relation: sex === "M" ? "Ông" : "Bà",
  };
}

function foreignParent(spec: HouseholdSpec, people: ForeignPeople, sex: Sex, family: string): Parent {
  const base = drawParent(spec, sex, family, people.ethnicity, true);
  const given = spec.rng.pick(sex === "M" ? people.male : people.female);
  return { ...base, ...named(family, "", given), nationalId: null, occupation: "Chuyên gia" };
}

const FOREIGN_SHARE = 0.0012;

export function drawHousehold(spec: HouseholdSpec): HouseholdTruth {
  const { rng, commune } = spec;
  const foreign = rng.chance(FOREIGN_SHARE * commune.urbanness * 2) ? FOREIGNERS.draw(rng) : null;
  const shape: Shape = foreign === null ? drawShape(rng) : "both";
  const minority = rng.chance(0.008);
  const fatherPeople = foreign?.ethnicity ?? (minority ? MINORITIES.draw(rng) : "Kinh");
  const motherMinority = foreign === null && rng.chance(0.012);
  const motherPeople = foreign?.ethnicity ?? (motherMinority ? MINORITIES.draw(rng) : "Kinh");
  const fatherFamily = foreign === null ? drawFamilyName(rng) : rng.pick(foreign.families);
  const motherFamily = foreign === null ? drawFamilyName(rng) : rng.pick(foreign.families);
  const parent = (sex: Sex, family: string, people: string, alive: boolean) =>
    foreign === null
      ? drawParent(spec, sex, family, people, alive)
      : foreignParent(spec, foreign, sex, family);
  const father =
    shape === "mother"
      ? null
      : parent("M", fatherFamily, fatherPeople, shape !== "widow" && shape !== "orphans");
  const mother =
    shape === "father"
      ? null
      : parent("F", motherFamily, motherPeople, shape !== "widower" && shape !== "orphans");
  const familyName =
    father === null || (shape !== "mother" && rng.chance(0.01)) ? motherFamily : fatherFamily;
  const guardian = chooseGuardian(spec, shape, father, mother, familyName, fatherPeople);
  const migrant = rng.chance(0.06 + 0.08 * commune.urbanness);
  const residence = drawAddress(rng, commune);
  const permanent = migrant && rng.chance(0.5) ? elsewhere(rng) : residence;
  const poor = rng.float() * (1 + commune.urbanness);
  const ethnicity = father === null ? motherPeople : fatherPeople;
  return {
    household: {
      householdId: spec.householdId,
      father,
      mother,
      guardian,
      residence,
      permanent,
      poverty: poor < 0.011 ? "poor" : poor < 0.034 ? "nearPoor" : "none",
      childrenInSchool: spec.childrenInSchool,
    },
    familyName,
    ethnicity,
    religion: drawFaith(rng, commune),
    motherMinority,
    orphan: ORPHAN[shape],
    foreign,
    province: migrant ? drawProvince(rng, commune, 0.35) : drawProvince(rng, commune, 0.985),
    migrant,
  };
}

const ORPHAN: Readonly<Record<Shape, HouseholdTruth["orphan"]>> = {
  both: "none",
  mother: "none",
  father: "none",
  away: "none",
  widow: "father",
  widower: "mother",
  orphans: "both",
};

function elsewhere(rng: Rng): Address {
  const province = OTHER_PROVINCES.draw(rng).name;
  return { communeCode: "", communeName: "", text: `Thôn ${rng.pick(HAMLETS)}, tỉnh ${province}` };
}

function chooseGuardian(
  spec: HouseholdSpec,
  shape: Shape,
  father: Parent | null,
  mother: Parent | null,
  familyName: string,
  ethnicity: string,
): Guardian {
  if (shape === "away" || shape === "orphans") return drawGrandparent(spec, familyName, ethnicity);
  const fatherActs = father?.alive === true && (mother?.alive !== true || spec.rng.chance(0.55));
  const acting = fatherActs ? father : mother;
  if (acting === null || acting === undefined) return drawGrandparent(spec, familyName, ethnicity);
  return { ...acting, relation: fatherActs ? "Cha" : "Mẹ" };
}
