import { portalRoutes } from "./portal-paths.ts";
import type { Shown } from "./route.ts";

/** Pages of the server that show a record until the portal has one. */
const ofServer: Partial<Record<Shown, string>> = { school: "/truong/$id" };

/** Where a record is shown; undefined while nobody shows it. */
export function recordPath(shown: Shown, key: string): string | undefined {
  const path = portalRoutes.find((route) => route.shows === shown)?.path ?? ofServer[shown];
  return path?.replace(/\$[A-Za-z]+/, () => encodeURIComponent(key));
}
