import { type Row, textOf, type Value } from "../vendors/rows/value.ts";
import { type Rng, Weighted } from "../world/random.ts";
import { breakDate, mistakeDay, swapDayAndMonth } from "./date-damage.ts";
import { loseLeadingZero, mistypeDigit, spaceOut, toScientific, transposeDigits } from "./id-damage.ts";
import type { ErrorKind, PlantedError } from "./kinds.ts";
import {
  addSpaceAtEnd,
  changeTone,
  confuseStroke,
  decompose,
  doubleSpace,
  loseAccents,
  movePlaceOfTone,
  swapParts,
  upperCase,
} from "./name-damage.ts";
import { COSMETIC_WEIGHTS, DEVIATION_WEIGHTS, RARE_COSMETICS, RARE_DEVIATIONS } from "./rates.ts";

export type PlantContext = {
  rng: Rng;
  /** Columns the vendor prints: a mistake in a column nobody sees is none. */
  columns: ReadonlySet<string>;
  /** An id of a brother or sister in the same school. */
  siblingId: string | null;
  /** False for legacy encodings: no combining marks, no ð. */
  unicode: boolean;
};

const DEVIATIONS = new Weighted<ErrorKind>(DEVIATION_WEIGHTS);
const COSMETICS = new Weighted<ErrorKind>(COSMETIC_WEIGHTS);
const MAX_DRAWS = 12;

/** Plants one registry deviation; `dayWrong` when the row can carry none of those drawn. */
export function plantDeviation(row: Row, context: PlantContext): PlantedError {
  return (
    drawRare(row, context, RARE_DEVIATIONS) ??
    draw(row, context, DEVIATIONS) ??
    forced(row, context, "dayWrong")
  );
}

/** Plants one mistake of writing only; a trailing space always fits. */
export function plantCosmetic(row: Row, context: PlantContext): PlantedError {
  return (
    drawRare(row, context, RARE_COSMETICS) ??
    draw(row, context, COSMETICS) ??
    forced(row, context, "trailingSpace")
  );
}

function forced(row: Row, context: PlantContext, kind: ErrorKind): PlantedError {
  const planted = plantKind(row, context, kind);
  if (planted === undefined) throw new Error(`a row which cannot carry ${kind}`);
  return planted;
}

/** Few rows can carry these, so they come first there, or they would hardly be seen. */
function drawRare(
  row: Row,
  context: PlantContext,
  rare: readonly (readonly [ErrorKind, number])[],
): PlantedError | undefined {
  for (const [kind, share] of rare) {
    if (!context.rng.chance(share)) continue;
    const planted = plantKind(row, context, kind);
    if (planted !== undefined) return planted;
  }
  return undefined;
}

function draw(row: Row, context: PlantContext, from: Weighted<ErrorKind>): PlantedError | undefined {
  for (let attempt = 0; attempt < MAX_DRAWS; attempt += 1) {
    const planted = plantKind(row, context, from.draw(context.rng));
    if (planted !== undefined) return planted;
  }
  return undefined;
}

/** Plants the given mistake into the row; undefined (and no change) when the row cannot carry it. */
export function plantKind(row: Row, context: PlantContext, kind: ErrorKind): PlantedError | undefined {
  const { rng } = context;
  const { fullName, birthDate, nationalId } = row;
  if (typeof fullName === "string") {
    const damaged = damageName(fullName, kind, context);
    if (damaged !== undefined) return setName(row, kind, damaged);
  }
  if (typeof birthDate === "string") {
    if (kind === "dayMonthSwapped") return set(row, kind, "birthDate", swapDayAndMonth(birthDate));
    if (kind === "dayWrong") return set(row, kind, "birthDate", mistakeDay(birthDate, rng));
    if (kind === "impossibleDate") return set(row, kind, "birthDate", breakDate(birthDate, rng));
  }
  if (kind === "wrongSex") return flipSex(row, context);
  if (typeof nationalId !== "string") return undefined;
  return set(row, kind, "nationalId", damageId(nationalId, kind, context));
}

function damageName(name: string, kind: ErrorKind, { rng, unicode }: PlantContext): string | undefined {
  switch (kind) {
    case "accentsLost":
      return loseAccents(name);
    case "namePartsSwapped":
      return swapParts(name, rng);
    case "strokeConfused":
      return confuseStroke(name, rng, unicode);
    case "toneWrong":
      return changeTone(name, rng);
    case "nfd":
      return unicode ? decompose(name) : undefined;
    case "tonePlacement":
      return movePlaceOfTone(name);
    case "trailingSpace":
      return addSpaceAtEnd(name, rng);
    case "doubleSpace":
      return doubleSpace(name);
    case "upperCase":
      // TCVN3 has no capitals with tone, so the mistake would come out as another one.
      return unicode ? upperCase(name) : undefined;
    default:
      return undefined;
  }
}

function damageId(id: string, kind: ErrorKind, { rng, siblingId }: PlantContext): Value | undefined {
  switch (kind) {
    case "idTypo":
      return mistypeDigit(id, rng);
    case "idTransposed":
      return transposeDigits(id, rng);
    case "idLostZero":
      return loseLeadingZero(id);
    case "idScientific":
      return toScientific(id);
    case "idOfSibling":
      return siblingId === null || siblingId === id ? undefined : siblingId;
    case "idSpaced":
      return spaceOut(id);
    default:
      return undefined;
  }
}

/** Writes a value and says what was there. */
export function set(
  row: Row,
  kind: ErrorKind,
  column: string,
  value: Value | undefined,
): PlantedError | undefined {
  if (value === undefined) return undefined;
  const before = textOf(row[column]);
  row[column] = value;
  return { kind, column, trueValue: before, writtenValue: textOf(value) };
}

/** The parts of a name follow the damaged whole: what stands last is the given name. */
function setName(row: Row, kind: ErrorKind, damaged: string): PlantedError | undefined {
  const trimmed = damaged.trimEnd();
  const space = trimmed.lastIndexOf(" ");
  row.givenName = damaged.slice(space + 1);
  row.familyMiddleName = space < 0 ? "" : damaged.slice(0, space);
  return set(row, kind, "fullName", damaged);
}

function flipSex(row: Row, { columns }: PlantContext): PlantedError | undefined {
  row.female = row.female !== true;
  if (columns.has("sex")) return set(row, "wrongSex", "sex", row.sex === "Nam" ? "Nữ" : "Nam");
  return {
    kind: "wrongSex",
    column: "female",
    trueValue: String(row.female !== true),
    writtenValue: String(row.female),
  };
}
