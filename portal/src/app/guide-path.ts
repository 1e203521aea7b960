import { portalRoutes } from "./portal-paths.ts";
import type { PortalRoute } from "./route.ts";

/** A page's name in the address of its guide: `/truong/$schoolId` → `truong.schoolId`. */
const nameOf = ({ path }: PortalRoute): string =>
  path === "/" ? "trang-chu" : path.slice(1).replaceAll("/", ".").replaceAll("$", "");

/** Where a page's guide stands alone, to read beside the work or to print. */
export const guidePath = (route: PortalRoute): string => `/tro-giup/${nameOf(route)}`;

export const findGuide = (name: string): PortalRoute | undefined =>
  portalRoutes.find((route) => route.help !== undefined && nameOf(route) === name);
