import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { chmodSync, cpSync, existsSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/** Who Postgres runs as: it refuses root, so root hands it to `nobody`. */
export interface ServerUser {
  readonly uid: number;
  readonly gid: number;
}

export function serverUser(): ServerUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  // 65534 is `nobody` on every Linux we know; a uid needs no passwd entry to own files and processes.
  return { uid: 65534, gid: 65534 };
}

export interface ClusterPlace {
  readonly clusterDir: string;
  readonly nativeDir: string;
}

/**
 * Where the cluster's files live. An ordinary user keeps them in the data folder. Root's data folder may lie
 * behind a directory that `nobody` can't enter (/root is 0700): then cluster and binaries move to /var/lib.
 */
export function placeCluster(
  postgresDir: string,
  nativeDir: string,
  user: ServerUser | undefined,
): ClusterPlace {
  mkdirSync(postgresDir, { recursive: true });
  if (user === undefined || (reachable(postgresDir) && reachable(nativeDir))) {
    return { clusterDir: join(postgresDir, "cluster"), nativeDir };
  }
  const name = createHash("sha256").update(postgresDir).digest("hex").slice(0, 12);
  const home = join("/var/lib/hoa-phuong", name);
  const movedNative = join(home, "native");
  if (!existsSync(join(movedNative, "bin", "postgres"))) {
    mkdirSync(home, { recursive: true, mode: 0o755 });
    cpSync(nativeDir, movedNative, { recursive: true, verbatimSymlinks: true });
  }
  chmodSync(dirname(home), 0o755);
  return { clusterDir: join(home, "cluster"), nativeDir: movedNative };
}

/** True when every folder above lets other users pass. */
function reachable(path: string): boolean {
  for (let at = path; ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/** Gives the cluster folder to the server's user. */
export function giveTo(path: string, user: ServerUser | undefined): void {
  if (user !== undefined) execFileSync("chown", ["-R", `${user.uid}:${user.gid}`, path]);
}
