import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "vite";
import { describe, expect, test } from "vitest";

const source = join(import.meta.dirname, "..");
const files = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(source, name), "utf8") }));

interface Node {
  readonly type: string;
  readonly [key: string]: unknown;
}

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";

function* childrenOf(node: Node): Generator<Node> {
  for (const value of Object.values(node))
    for (const one of Array.isArray(value) ? value : [value]) if (isNode(one)) yield one;
}

const hasLetters = (text: unknown): boolean => typeof text === "string" && /\p{L}/u.test(text);

/** Attributes whose value a person reads or hears. */
const spoken = new Set([
  ...["aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt"],
  ...["label", "hint", "error", "lead", "note", "text", "caption"],
]);
/** Keys of the keyboard are the same in every language. */
const ofNoLanguage = new Set(["kbd"]);

/** Strings of an expression that would be read: itself, its template's words, both sides of a choice. */
function literalsOf(node: Node): readonly string[] {
  switch (node.type) {
    case "Literal":
    case "StringLiteral":
      return hasLetters(node.value) ? [String(node.value)] : [];
    case "TemplateLiteral":
      return (node.quasis as readonly { value: { cooked: string } }[])
        .map(({ value }) => value.cooked)
        .filter(hasLetters);
    case "ConditionalExpression":
      return [node.consequent, node.alternate].filter(isNode).flatMap(literalsOf);
    case "LogicalExpression":
      return [node.left, node.right].filter(isNode).flatMap(literalsOf);
    case "JSXExpressionContainer":
      return isNode(node.expression) ? literalsOf(node.expression) : [];
    default:
      return [];
  }
}

function findLiterals(node: Node, element = ""): readonly string[] {
  const found: string[] = [];
  if (node.type === "JSXText" && hasLetters(node.value)) found.push(String(node.value).trim());
  if (node.type === "JSXElement") {
    const opening = node.openingElement as Node;
    const name = String((opening.name as Node).name ?? "");
    for (const child of childrenOf(node)) {
      if (child.type === "JSXExpressionContainer" && !ofNoLanguage.has(name))
        found.push(...literalsOf(child));
      found.push(...findLiterals(child, name));
    }
    return found;
  }
  if (node.type === "JSXAttribute") {
    const { name, value } = node as unknown as { name: { name: string }; value: unknown };
    if (spoken.has(name.name) && isNode(value)) found.push(...literalsOf(value));
  }
  for (const child of childrenOf(node)) found.push(...findLiterals(child, element));
  return found;
}

const literalsIn = (name: string, text: string): readonly string[] =>
  findLiterals(parseSync(name, text).program as unknown as Node);

describe("no page says anything of its own", () => {
  test.each(files.filter(({ name }) => name.endsWith(".tsx")).map(({ name, text }) => [name, text]))(
    "%s",
    (name, text) => {
      expect(literalsIn(name, text)).toEqual([]);
    },
  );

  test.each([
    ["<p>Chào</p>", 1],
    ['<p>{"Chào"}</p>', 1],
    ["<p>{isOn ? `Có` : t.no}</p>", 1],
    ['<p>{x && "Chào"}</p>', 1],
    ['<input aria-label="Tìm" placeholder={"Gõ"} />', 2],
    ['<Tile label="Số" value={1} />', 1],
    ['<Button variant="primary" icon={X}>{t.save}</Button>', 0],
    ['<kbd>{"Ctrl K"}</kbd>', 0],
    ["<p>{t.a} · 12 %</p>", 0],
  ])("the finder itself: %s", (jsx, count) => {
    expect(literalsIn("a.tsx", `const a = ${jsx};`)).toHaveLength(count);
  });
});

type Words = Readonly<Record<string, unknown>>;
interface Dictionary {
  readonly vi: Words;
  readonly en: Words;
}

const dictionaries = await Promise.all(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts"))
    .map(async (name) => ({
      name,
      exported: Object.entries(
        (await import(/* @vite-ignore */ join(import.meta.dirname, name))) as Record<string, unknown>,
      ).filter((entry): entry is [string, Dictionary] => {
        const [, value] = entry;
        return typeof value === "object" && value !== null && "vi" in value && "en" in value;
      }),
    })),
);
const all = dictionaries.flatMap(({ name, exported }) =>
  exported.map(([id, dictionary]) => [`${name} ${id}`, name, dictionary] as const),
);

/** Between the keys of a path; keys hold dots themselves. */
const separator = " › ";

/** Every word by its path: `groups › work`. */
const pathsOf = (words: Words, before = ""): readonly string[] =>
  Object.entries(words).flatMap(([key, value]) =>
    typeof value === "object" && value !== null
      ? pathsOf(value as Words, `${before}${key}${separator}`)
      : [`${before}${key}`],
  );

describe("both languages say everything, and nothing that nobody says", () => {
  test.each(all)("%s", (_title, name, { vi, en }) => {
    expect(pathsOf(en)).toEqual(pathsOf(vi));
    const users = files.filter(({ text }) => text.includes(`/text/${name}"`) || text.includes(`"./${name}"`));
    const used = users.map(({ text }) => text).join("\n");
    const isUsed = (path: string): boolean => {
      const parts = path.split(separator);
      // A group that is asked by a computed name, or handed on whole, may say any of its words.
      return parts.every((part, at) => {
        const isAsked = new RegExp(`\\.${RegExp.escape(part)}\\b`).test(used);
        const group = parts[at - 1];
        return isAsked || (group !== undefined && new RegExp(`\\.${group}\\b(?!\\s*\\.)`).test(used));
      });
    };
    expect(pathsOf(vi).filter((path) => !isUsed(path))).toEqual([]);
  });

  test("no word is empty", () => {
    for (const [title, , { vi, en }] of all)
      for (const words of [vi, en])
        for (const path of pathsOf(words)) {
          const value = path.split(separator).reduce<unknown>((at, key) => (at as Words)[key], words);
          if (typeof value === "string") expect(value.trim(), `${title} ${path}`).not.toBe("");
        }
  });
});
