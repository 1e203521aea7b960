/**
 * Builds the web portal into portal/dist when its sources changed since the last build; `npm start` and `npm test`
 * call it. It needs no network: everything is in node_modules. `--force` builds anew.
 */
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { build } from "vite";

interface DeclaredRoute {
  readonly path: string;
  readonly access: unknown;
  readonly title: { readonly vi: string; readonly en: string };
  readonly examples?: readonly string[];
  readonly testedAs?: string | readonly string[];
}

const root = join(import.meta.dirname, "..");
const portal = join(root, "portal");
const dist = join(portal, "dist");
const mark = join(dist, "built-from");

/** SHA-256 over everything the build depends on: the portal, the schemas it imports, the versions of packages. */
function sourcesHash(): string {
  const hash = createHash("sha256");
  const add = (path: string): void => {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update("\0");
  };
  const walk = (folder: string): void => {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true }).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    )) {
      if (entry.name.startsWith("dist") || /\.test\.tsx?$|\.md$/.test(entry.name)) continue;
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) walk(path);
      else add(path);
    }
  };
  walk("portal");
  walk("src/domains");
  add("package-lock.json");
  add("scripts/build-portal.ts");
  return hash.digest("hex");
}

/** Files beside their compressed forms, so that the server only picks: brotli for browsers, gzip for old proxies. */
function compress(folder: string): void {
  for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    const path = join(folder, name);
    if (!statSync(path).isFile() || !/\.(js|mjs|css|svg|json)$/.test(name)) continue;
    const bytes = readFileSync(path);
    if (bytes.length < 1_000) continue;
    writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    const params = { [constants.BROTLI_PARAM_QUALITY]: bytes.length > 1_000_000 ? 9 : 11 };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  }
}

const hash = sourcesHash();
if (!process.argv.includes("--force") && existsSync(mark) && readFileSync(mark, "utf8") === hash) {
  process.exit(0);
}
console.error("Đang dựng cổng web (vài giây, chỉ khi mã nguồn của cổng đổi)… / Building the web portal…");
// Built aside and put in place whole: a program that is being started meanwhile never sees half of it.
const aside = join(portal, `dist-${process.pid}`);
try {
  await build({
    configFile: join(portal, "vite.config.ts"),
    logLevel: "error",
    build: { outDir: aside, chunkSizeWarningLimit: 1_200 },
  });
  const { areas } = (await import(new URL("../portal/src/app/areas.ts", import.meta.url).href)) as {
    readonly areas: readonly { readonly id: string; readonly routes: readonly DeclaredRoute[] }[];
  };
  const routes = areas.flatMap(({ id, routes: ofArea }) => ofArea.map((route) => ({ area: id, ...route })));
  writeFileSync(join(aside, "routes.json"), `${JSON.stringify({ routes }, null, 1)}\n`);
  compress(join(aside, "portal"));
  writeFileSync(join(aside, "built-from"), hash);
  mkdirSync(portal, { recursive: true });
  const before = join(portal, `dist-${process.pid}-before`);
  if (existsSync(dist)) renameSync(dist, before);
  renameSync(aside, dist);
  rmSync(before, { recursive: true, force: true });
} finally {
  rmSync(aside, { recursive: true, force: true });
}
