import { HpError } from "./errors.ts";

/** What everybody may see of figures. */
export interface OpenDataConfig {
  /**
   * `HP_OPEN_SMALLEST_GROUP`: a count of people below this is not published [memory: no text of law names a number;
   * in a group of three, two know the third].
   */
  readonly smallestGroup: number;
  /**
   * `HP_OPEN_RANKED_PERCENT`: how much of the list of communes and schools is named by rank, from its top; 0 names
   * nobody [design: the department decides; a list of the last shames and helps nobody].
   */
  readonly rankedPercent: number;
}

/** @throws HpError `config-invalid` */
export function readOpenData(env: Readonly<Record<string, string | undefined>>): OpenDataConfig {
  const whole = (name: string, fallback: number, least: number, most: number): number => {
    const value = Number(env[name] ?? fallback);
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    throw new HpError("config-invalid", { name, value: String(env[name]) });
  };
  return {
    smallestGroup: whole("HP_OPEN_SMALLEST_GROUP", 5, 2, 1_000),
    rankedPercent: whole("HP_OPEN_RANKED_PERCENT", 33, 0, 100),
  };
}
