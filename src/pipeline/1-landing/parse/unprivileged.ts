import { statSync } from "node:fs";
import { dirname } from "node:path";

/** `nobody` on every Linux. */
export const nobody = { uid: 65_534, gid: 65_534 };

/**
 * Can a process without any rights read all these files? By mode bits of the file and every folder above
 * it; access lists are not looked at, so the answer may be no where it could be yes.
 */
export function readableByAnyone(paths: readonly string[]): boolean {
  const folders = new Map<string, boolean>();
  const passable = (folder: string): boolean => {
    const known = folders.get(folder);
    if (known !== undefined) return known;
    const up = dirname(folder);
    const open = (statSync(folder).mode & 0o001) !== 0 && (up === folder || passable(up));
    folders.set(folder, open);
    return open;
  };
  return paths.every((path) => {
    const stat = statSync(path, { throwIfNoEntry: false });
    // A file that is not there is reported by the parser itself, which says which one.
    return stat === undefined || ((stat.mode & 0o004) !== 0 && passable(dirname(path)));
  });
}
