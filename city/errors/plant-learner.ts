import type { Row, Value } from "../vendors/rows/value.ts";
import type { IdCause, Learner } from "../world/types.ts";
import type { ErrorKind, PlantedError } from "./kinds.ts";
import { type PlantContext, plantCosmetic, plantDeviation, set } from "./plant.ts";
import { RATES } from "./rates.ts";

export type LearnerRates = { deviates: number; cosmetic: number; withoutId: number; content: boolean };

export const MAIN_SYSTEM: LearnerRates = {
  deviates: RATES.learnerDeviates,
  cosmetic: RATES.learnerCosmetic,
  withoutId: 0,
  content: true,
};

export const SECOND_SYSTEM: LearnerRates = {
  deviates: RATES.secondSystemDeviates,
  cosmetic: RATES.secondSystemCosmetic,
  withoutId: RATES.secondSystemWithoutId,
  content: false,
};

const NO_ID: Readonly<Record<IdCause, ErrorKind>> = {
  noPapers: "noIdNoPapers",
  orphan: "noIdOrphan",
  foreigner: "noIdForeigner",
  wrongSex: "noIdWrongSex",
  newcomer: "noIdNewcomer",
  notSynchronised: "noIdNotSynchronised",
};

/** Ethnic names which no list has, as clerks write them. */
const UNKNOWN_ETHNICITIES = ["Kinh (Việt)", "Khác", "Dân tộc ít người", "K", "Không rõ"] as const;

/** Damages the row of one learner and returns what was planted; facts about missing ids come first. */
export function plantLearner(
  row: Row,
  learner: Learner,
  context: PlantContext,
  rates: LearnerRates,
): PlantedError[] {
  const { rng, columns } = context;
  const planted: PlantedError[] = [];
  if (learner.idCause !== null) {
    planted.push({
      kind: NO_ID[learner.idCause],
      column: "nationalId",
      trueValue: learner.nationalId ?? "",
      writtenValue: typeof row.nationalId === "string" ? row.nationalId : "",
    });
  }
  if (row.nationalId !== null && rng.chance(rates.withoutId))
    push(planted, set(row, "idMissing", "nationalId", null));
  const dice = rng.float();
  if (dice < rates.deviates) {
    planted.push(plantDeviation(row, context));
    if (rng.chance(RATES.second)) plantSecond(planted, row, context);
  } else if (dice < rates.deviates + rates.cosmetic) {
    planted.push(plantCosmetic(row, context));
  }
  if (!rates.content) return planted;
  if (columns.has("ethnicity") && rng.chance(RATES.unknownCode)) {
    push(planted, set(row, "unknownCode", "ethnicity", rng.pick(UNKNOWN_ETHNICITIES)));
  }
  if (columns.has("gradeLevel") && rng.chance(RATES.wrongGrade)) {
    push(planted, set(row, "wrongGrade", "gradeLevel", otherGrade(row.gradeLevel)));
  }
  return planted;
}

/** A second mistake sits in another column than the first: two in one cell could not be told apart. */
function plantSecond(planted: PlantedError[], row: Row, context: PlantContext): void {
  const before = { ...row };
  const second = plantDeviation(row, context);
  if (planted.some((first) => first.column === second.column)) Object.assign(row, before);
  else planted.push(second);
}

function push(planted: PlantedError[], error: PlantedError | undefined): void {
  if (error !== undefined) planted.push(error);
}

/** The next grade in the vendor's own spelling; preschool and the last grade become a grade that is not. */
function otherGrade(printed: Value | undefined): string {
  const text = typeof printed === "string" ? printed : "";
  const number = /^(\D*)(\d+)$/.exec(text);
  if (number === null) return "Khối 13";
  const [, prefix = "", digits = ""] = number;
  return `${prefix}${Number(digits) + 1}`;
}
