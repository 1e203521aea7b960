/**
 * ST_Xstring (ECMA-376 part 1 §22.9.2.19): `_x000D_` stands for a character XML can't hold; a text that
 * itself reads like that is written with its underscore escaped as `_x005F_`.
 */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(/_x([0-9a-fA-F]{4})_/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
