import type { Row } from "../vendors/rows/value.ts";
import type { PlantedError } from "./kinds.ts";
import { type PlantContext, plantCosmetic, plantDeviation, set } from "./plant.ts";
import { RATES } from "./rates.ts";

/** Damages the row of one staff member and returns what was planted. */
export function plantStaff(row: Row, context: PlantContext): PlantedError[] {
  const { rng } = context;
  const planted: PlantedError[] = [];
  if (rng.chance(RATES.staffWithoutId)) {
    const missing = set(row, "idMissing", "nationalId", null);
    if (missing !== undefined) planted.push(missing);
  }
  const dice = rng.float();
  if (dice < RATES.staffDeviates) planted.push(plantDeviation(row, context));
  else if (dice < RATES.staffDeviates + RATES.staffCosmetic) planted.push(plantCosmetic(row, context));
  return planted;
}
