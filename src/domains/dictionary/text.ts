/** A sentence or title a person reads: Vietnamese first, English second. */
export interface Text {
  readonly vi: string;
  readonly en: string;
}

export type Language = keyof Text;

/** How sure we are of a rule or code, in the words of the domain handbook. */
export type SourceTag = "seed" | "found" | "memory" | "design";

/** `birthDate` → `birth_date`: the one place where code names become SQL names. */
export function toSnakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** `birth_date` → `birthDate`, the inverse of {@link toSnakeCase} for the names the dictionary uses. */
export function toCamelCase(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `birthDate` → `Birth date`: the English title of a field that declares none. */
export function humanise(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
