import { Refusal } from "../refusal.ts";

const named: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

/** Resolves the five predefined entities and character references; any other is refused. */
export function decodeEntities(text: string): string {
  return text.replace(/&([^;&]{0,12};)?/g, (whole, body: string | undefined) => {
    const name = body?.slice(0, -1);
    if (name === undefined) throw new Refusal("xml-entity", "&");
    const simple = named[name];
    if (simple !== undefined) return simple;
    const match = /^#(?:x([0-9a-f]{1,6})|([0-9]{1,7}))$/i.exec(name);
    if (match === null) throw new Refusal("xml-entity", whole);
    const code = match[1] === undefined ? Number.parseInt(match[2] ?? "", 10) : Number.parseInt(match[1], 16);
    // XML 1.0 §2.2: no NUL, no surrogate, nothing above U+10FFFF can be written as a reference.
    if (code === 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff))
      throw new Refusal("xml-entity", whole);
    return String.fromCodePoint(code);
  });
}
