import { existsSync, readFileSync } from "node:fs";
import { extname, join } from "node:path";

/** What `scripts/build-portal.ts` wrote, as the server needs it. */
export interface PortalFiles {
  /** Folder of the hashed files, served under `/portal/`. */
  readonly assetsDir: string;
  readonly pages: readonly PortalPage[];
  /** Files that lie at an address of their own: the service worker, the manifest, icons. */
  readonly files: readonly PortalFile[];
}

interface PortalPage {
  /** A path the portal answers; `$name` is a parameter. */
  readonly path: string;
  /** The portal's one page, with hints which scripts this path will want. */
  readonly html: string;
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
    readonly routes: readonly {
      readonly path: string;
      readonly scripts: readonly string[];
      readonly reads?: readonly string[];
    }[];
    readonly files: readonly string[];
  };
  const indexHtml = readFileSync(join(dir, "index.html"), "utf8");
  return {
    assetsDir: join(dir, "portal"),
    pages: routes.map(({ path, scripts, reads = [] }) => ({
      path,
      html: indexHtml.replace(
        "</head>",
        `${[
          ...reads.map((address) => `<link rel="preload" as="fetch" crossorigin href="${address}">`),
          ...scripts.map((script) => `<link rel="modulepreload" crossorigin href="${script}">`),
        ].join("\n")}</head>`,
      ),
    })),
    files: files.map((name) => ({
      path: `/${name}`,
      type: types[extname(name)] ?? "application/octet-stream",
      bytes: readFileSync(join(dir, name)),
    })),
  };
}

/** `/truong/$schoolId` → `/truong/:schoolId`. */
export const routePattern = (path: string): string => path.replaceAll(/\$([A-Za-z]+)/g, ":$1");
