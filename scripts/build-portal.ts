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
import { build, transformWithOxc } from "vite";

interface DeclaredRoute {
  readonly path: string;
  readonly access: unknown;
  readonly page: unknown;
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

interface Chunk {
  readonly file: string;
  readonly src?: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
  readonly assets?: readonly string[];
}

type Manifest = Readonly<Record<string, Chunk>>;

const manifestIn = (folder: string): Manifest =>
  JSON.parse(readFileSync(join(folder, "build-manifest.json"), "utf8")) as Manifest;

/**
 * Scripts of a route's page, so that the server names them in the page it sends: the browser then fetches them along
 * with the shell, not after it. A route's `page` is `() => import("./file.tsx")`, which is read as it is written.
 */
function pageFiles(
  manifest: Manifest,
  { area, page }: { readonly area: string; readonly page: unknown },
): readonly string[] {
  const [, file = ""] = /import\("\.\/([^"]+)"\)/.exec(String(page)) ?? [];
  const keys = Object.keys(manifest).filter(
    (key) => key.startsWith("src/pages/") && key.endsWith(`/${file}`),
  );
  const key =
    keys.find((one) => one === `src/pages/${area}/${file}`) ?? (keys.length === 1 ? keys[0] : undefined);
  if (key === undefined) throw new Error(`no page ${file} of area ${area} in the build`);
  const ofShell = new Set(filesOf(manifest, "index.html"));
  return filesOf(manifest, key).filter((name) => !ofShell.has(name) && name.endsWith(".js"));
}

/** A chunk's own files and those it imports, styles and fonts too. */
function filesOf(manifest: Manifest, start: string): readonly string[] {
  const seen = new Set<string>();
  const walk = (key: string): readonly string[] => {
    const chunk = manifest[key];
    if (chunk === undefined || seen.has(key)) return [];
    seen.add(key);
    const own = [chunk.file, ...(chunk.css ?? []), ...(chunk.assets ?? [])];
    return [...own, ...(chunk.imports ?? []).flatMap(walk)];
  };
  return [...new Set(walk(start))];
}

/** The shell's own files: what the page loads before any page of an area, with its styles and fonts. */
function shellFiles(folder: string, manifest: Manifest): readonly string[] {
  const fonts = readdirSync(join(folder, "portal")).filter((name) => name.endsWith(".woff2"));
  const home = ["index.html", "src/pages/home/home-page.tsx"].flatMap((key) => filesOf(manifest, key));
  return [...new Set(["", ...home, ...fonts.map((name) => `portal/${name}`)])].map((name) => `/${name}`);
}

/** Puts the shell's list and its version in front of the service worker. */
async function writeServiceWorker(folder: string, manifest: Manifest): Promise<void> {
  const source = join(portal, "src/service-worker.ts");
  const { code } = await transformWithOxc(readFileSync(source, "utf8"), source);
  const head = `const version = "${hash.slice(0, 16)}";\nconst shell = ${JSON.stringify(shellFiles(folder, manifest))};\n`;
  writeFileSync(join(folder, "sw.js"), head + code);
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
  const manifest = manifestIn(aside);
  const routes = areas.flatMap(({ id, routes: ofArea }) =>
    ofArea.map((route) => ({
      area: id,
      ...route,
      scripts: pageFiles(manifest, { area: id, page: route.page }).map((name) => `/${name}`),
    })),
  );
  await writeServiceWorker(aside, manifest);
  const files = readdirSync(aside, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^(sw\.js|manifest\.webmanifest|icons\/[a-z0-9-]+\.png)$/.test(name),
  );
  writeFileSync(join(aside, "routes.json"), `${JSON.stringify({ routes, files }, null, 1)}\n`);
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
