import { Refusal } from "../refusal.ts";
import { decodeEntities } from "./entities.ts";

/** All attributes of a tag by name as written, prefix included. */
export function readAttributes(source: string, nameEnd: number, tagEnd: number): Map<string, string> {
  const found = new Map<string, string>();
  const text = source.slice(nameEnd, tagEnd);
  const pattern = /\s+([^\s=/>"']+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gy;
  let end = 0;
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    const name = match[1] ?? "";
    if (found.has(name)) throw new Refusal("xml-malformed", `attribute ${name.slice(0, 40)} twice`);
    const raw = match[2] ?? match[3] ?? "";
    found.set(name, raw.includes("&") ? decodeEntities(raw) : raw);
    end = pattern.lastIndex;
  }
  if (/\S/.test(text.slice(end))) throw new Refusal("xml-malformed", "attributes");
  return found;
}

/** An attribute whatever its prefix: `r:id`, `rel:id` → "id" with a prefix. */
export function findPrefixed(attributes: Map<string, string>, localName: string): string | undefined {
  for (const [name, value] of attributes) {
    if (name.endsWith(`:${localName}`)) return value;
  }
  return undefined;
}
