import type { ErrorKind } from "./kinds.ts";

/**
 * Shares planted. The Đề án's figures are bands (7-12 % of learners deviate from the registry, 15-20 % of staff
 * without id); these lie inside with room for the size of a sample. The 2-3 % without a verifiable id are facts
 * of the world (`idCause`), not planted here.
 */
export const RATES = {
  /** Learners whose row deviates from the registry after normalisation. */
  learnerDeviates: 0.074,
  /** Learners whose row deviates only in writing. */
  learnerCosmetic: 0.026,
  /** Share of the deviating with a second mistake. */
  second: 0.12,
  unknownCode: 0.0035,
  wrongGrade: 0.0025,
  duplicateInFile: 0.004,
  /** Of the learners who changed schools this autumn: the old school still lists them as studying. */
  staleTransfer: 0.6,
  staffWithoutId: 0.175,
  staffDeviates: 0.05,
  staffCosmetic: 0.02,
  /** Second systems are kept with less care. */
  secondSystemDeviates: 0.13,
  secondSystemCosmetic: 0.07,
  secondSystemWithoutId: 0.04,
} as const;

type Weights = readonly (readonly [ErrorKind, number])[];

export const DEVIATION_WEIGHTS: Weights = [
  ["accentsLost", 12],
  ["namePartsSwapped", 7],
  ["strokeConfused", 6],
  ["toneWrong", 10],
  ["dayMonthSwapped", 12],
  ["dayWrong", 9],
  ["impossibleDate", 3],
  ["wrongSex", 9],
  ["idTypo", 12],
  ["idTransposed", 6],
  ["idLostZero", 8],
  ["idScientific", 3],
  ["idOfSibling", 3],
];

export const COSMETIC_WEIGHTS: Weights = [
  ["nfd", 24],
  ["tonePlacement", 14],
  ["trailingSpace", 20],
  ["doubleSpace", 16],
  ["upperCase", 18],
  ["idSpaced", 8],
];

/** Shares among the rows which can carry them (a sibling in the school, a đ in the name, a tone to move). */
export const RARE_DEVIATIONS: Weights = [
  ["idOfSibling", 0.12],
  ["strokeConfused", 0.3],
];

export const RARE_COSMETICS: Weights = [["tonePlacement", 0.7]];
