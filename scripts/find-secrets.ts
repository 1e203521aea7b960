import { basename } from "node:path";

/** Something that looks like a secret. What it is is told, never the secret itself. */
interface Found {
  readonly line: number;
  readonly what: string;
}

interface Pattern {
  readonly what: string;
  readonly expression: RegExp;
}

/** Forms that are a secret wherever they stand; published by those who give them out. */
const forms: readonly Pattern[] = [
  { what: "private key", expression: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: "private key (JWK)", expression: /"?\bd"?\s*:\s*"[\w-]{42,}"/ },
  { what: "AWS key", expression: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: "GitHub token", expression: /\b(?:gh[pousr]_\w{36}|github_pat_\w{40,})/ },
  { what: "GitLab token", expression: /\bglpat-[\w-]{20}/ },
  { what: "npm token", expression: /\bnpm_\w{36}\b|:_auth(?:Token)?\s*=/ },
  { what: "Slack token", expression: /\bxox[abposr]-[\w-]{10,}/ },
  { what: "Google key", expression: /\bAIza[\w-]{35}\b/ },
  { what: "signed token (JWT)", expression: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/ },
];

/** An address with a password in it. A placeholder, a template or a word of a few letters is none. */
const inAddress = /\b[a-z][a-z0-9+.-]*:\/\/[^\s:/@"'`]+:([^\s:/@"'`]{8,})@/gi;

/** A name that promises a secret, and what is given to it. */
const assigned =
  /\b[\w-]*(?:password|passwd|secret|token|api[-_]?key|private[-_]?key|credential)[\w-]*["'`]?\s*(?::|=|=>)\s*["'`]([^"'`\s]{16,})["'`]/gi;

const fileNames =
  /^(?:\.env(?:\..+)?|id_(?:rsa|dsa|ecdsa|ed25519)|credentials\.json|\.pgpass|.+\.(?:pem|key|p12|pfx|jks|keystore))$/i;

/** `// no secret: why` at the end of a line: made up, and said so. */
const pardon = /no secret: \S{3,}/;

/** Bits a character: 3.2 and more is what nobody types; words and placeholders stay below, or hold what is no secret. */
export function entropyOf(text: string): number {
  const counts = new Map<string, number>();
  for (const sign of text) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

function isRandom(value: string): boolean {
  if (/[${}<>…]|\bprocess\.env\b/.test(value)) return false;
  return !isWords(value) && entropyOf(value) >= 3.2;
}

/** Words, names of rules, paths: letters joined by something, of one case or with a capital now and then. */
function isWords(value: string): boolean {
  if (!/^\p{L}+(?:[-_./: ]\p{L}+)*$/u.test(value)) return false;
  const capitals = value.match(/\p{Lu}/gu)?.length ?? 0;
  return capitals < value.length / 5 || value === value.toUpperCase();
}

/** Looks for secrets in a tracked file. @param path decides by its name alone, too */
export function findSecrets(path: string, text: string): readonly Found[] {
  const found: Found[] = [];
  if (fileNames.test(basename(path))) found.push({ line: 1, what: `file ${basename(path)}` });
  for (const [index, content] of text.split("\n").entries()) {
    if (pardon.test(content)) continue;
    const line = index + 1;
    for (const { what, expression } of forms) if (expression.test(content)) found.push({ line, what });
    for (const [, value = ""] of content.matchAll(inAddress))
      if (isRandom(value)) found.push({ line, what: "password in an address" });
    for (const [, value = ""] of content.matchAll(assigned))
      if (isRandom(value)) found.push({ line, what: "random value given to a secret's name" });
  }
  return found;
}
