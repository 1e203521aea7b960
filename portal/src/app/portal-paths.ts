import { areas } from "./areas.ts";
import type { PortalRoute } from "./route.ts";

export const portalRoutes: readonly PortalRoute[] = areas.flatMap((area) => area.routes);

const patterns = portalRoutes.map(
  ({ path }) =>
    new RegExp(`^${path.replace(/[.+?^()|[\]\\]/g, "\\$&").replaceAll(/\$[A-Za-z]+/g, "[^/]+")}/?$`),
);

/** Whether the portal itself answers a path; others are pages of the server. */
export const isPortalPath = (path: string): boolean => {
  const bare = path.replace(/[?#].*$/, "");
  return patterns.some((pattern) => pattern.test(bare));
};

/** The route that answers a path. */
export const findRoute = (path: string): PortalRoute | undefined =>
  portalRoutes[patterns.findIndex((pattern) => pattern.test(path))];
