import { isUtf8 } from "node:buffer";
import { Refusal } from "../refusal.ts";

/**
 * An entry's path, `/` between its parts, safe to show and to join below a folder.
 * Names that are not UTF-8 (old Windows packers write the OEM code page) are read byte by byte as
 * Latin-1: ugly, but unambiguous, and a name is never data here.
 * @throws Refusal zip-path-escape, zip-absolute-path
 */
export function checkEntryName(raw: Uint8Array): string {
  const text = isUtf8(raw) ? Buffer.from(raw).toString("utf8") : Buffer.from(raw).toString("latin1");
  const shown = text.slice(0, 100);
  if (text === "" || text.includes("\0")) throw new Refusal("zip-malformed", "empty or NUL entry name");
  const name = text.replaceAll("\\", "/");
  if (name.startsWith("/") || /^[a-z]:/i.test(name)) throw new Refusal("zip-absolute-path", shown);
  if (name.split("/").includes("..")) throw new Refusal("zip-path-escape", shown);
  return name;
}
