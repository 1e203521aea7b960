import { planCity } from "./plan.ts";
import { schoolWorld } from "./school-world.ts";
import type { CityOptions, SchoolWorld } from "./types.ts";

export { planCity } from "./plan.ts";
export { schoolWorld } from "./school-world.ts";

/** The city's schools one at a time, in school order; nothing is kept but the plan and the households. */
export function* schoolsOf(options: CityOptions): Generator<SchoolWorld> {
  const plan = planCity(options);
  for (let i = 0; i < plan.schools.length; i++) yield schoolWorld(plan, i);
}
