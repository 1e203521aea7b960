import { portalRoutes } from "./portal-paths.ts";
import type { Shown } from "./route.ts";

/** Where a record is shown; undefined while nobody shows it. */
export function recordPath(shown: Shown, key: string): string | undefined {
  const path = portalRoutes.find((route) => route.shows === shown)?.path;
  return path?.replace(/\$[A-Za-z]+/, () => encodeURIComponent(key));
}
