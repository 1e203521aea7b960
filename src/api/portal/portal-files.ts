import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** What `scripts/build-portal.ts` wrote, as the server needs it. */
export interface PortalFiles {
  /** Folder of the hashed files, served under `/portal/`. */
  readonly assetsDir: string;
  readonly indexHtml: string;
  /** Paths the portal answers; `$name` is a parameter. */
  readonly paths: readonly string[];
}

/** Where the build lies in a checkout. */
export const builtPortalDir = join(import.meta.dirname, "../../../portal/dist");

/** @returns undefined where the portal was not built: the program then serves its own pages alone */
export function findPortalFiles(dir: string): PortalFiles | undefined {
  const routesFile = join(dir, "routes.json");
  if (!existsSync(routesFile)) return undefined;
  const { routes } = JSON.parse(readFileSync(routesFile, "utf8")) as {
    readonly routes: readonly { readonly path: string }[];
  };
  return {
    assetsDir: join(dir, "portal"),
    indexHtml: readFileSync(join(dir, "index.html"), "utf8"),
    paths: routes.map(({ path }) => path),
  };
}

/** `/truong/$schoolId` → `/truong/:schoolId`. */
export const routePattern = (path: string): string => path.replaceAll(/\$([A-Za-z]+)/g, ":$1");
