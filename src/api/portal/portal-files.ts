import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

/** What `scripts/build-portal.ts` wrote, as the server needs it. */
export interface PortalFiles {
  /** Folder of the hashed files, served under `/portal/`. */
  readonly assetsDir: string;
  readonly indexHtml: string;
  /** Paths the portal answers; `$name` is a parameter. */
  readonly paths: readonly string[];
  /** Files that lie at an address of their own: the service worker, the manifest, icons. */
  readonly files: readonly PortalFile[];
}

interface PortalFile {
  /** `/sw.js` */
  readonly path: string;
  readonly type: string;
  readonly bytes: Buffer;
}

const types: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".webmanifest": "application/manifest+json; charset=utf-8",
  ".png": "image/png",
};

/** Where the build lies in a checkout. */
export const builtPortalDir = join(import.meta.dirname, "../../../portal/dist");

/** @returns undefined where the portal was not built: the program then serves its own pages alone */
export function findPortalFiles(dir: string): PortalFiles | undefined {
  const routesFile = join(dir, "routes.json");
  if (!existsSync(routesFile)) return undefined;
  const { routes, files } = JSON.parse(readFileSync(routesFile, "utf8")) as {
    readonly routes: readonly { readonly path: string }[];
    readonly files: readonly string[];
  };
  return {
    assetsDir: join(dir, "portal"),
    indexHtml: readFileSync(join(dir, "index.html"), "utf8"),
    paths: routes.map(({ path }) => path),
    files: files.map((name) => ({
      path: `/${name}`,
      type: types[extname(name)] ?? "application/octet-stream",
      bytes: readFileSync(join(dir, name)),
    })),
  };
}

/** `/truong/$schoolId` → `/truong/:schoolId`. */
export const routePattern = (path: string): string => path.replaceAll(/\$([A-Za-z]+)/g, ":$1");
