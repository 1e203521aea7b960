import type { VneidLevel } from "../provider/directory.ts";
import { getRole } from "../roles/roles.ts";

/**
 * The level of VNeID a role asks for. Who sees others' records was seen in person with their card (level 2: 100 % of
 * staff by the Đề án, M195); a learner or parent who sees nothing but their own may come with level 1 [design].
 */
const vneidLevelOf = (role: string): VneidLevel => (getRole(role).reach === "own" ? 1 : 2);

/** The highest that any of these roles asks for. */
export const highestLevelOf = (roles: readonly string[]): VneidLevel =>
  roles.some((role) => vneidLevelOf(role) === 2) ? 2 : 1;
