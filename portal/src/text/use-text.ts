import { usePreferences } from "../app/preferences.tsx";
import type { Dictionary, Language, Text } from "./language.ts";

/** The words of an area in the reader's language: `const t = useText(home)`, then `t.title`, `t.found(12)`. */
export function useText<T>(dictionary: Dictionary<T>): Dictionary<T>["vi"] {
  return dictionary[usePreferences().language];
}

export const useLanguage = (): Language => usePreferences().language;

/** Says a {@link Text} of data (a title from the dictionary, a role's name) in the reader's language. */
export function useSay(): (text: Text) => string {
  const language = useLanguage();
  return (text) => text[language];
}
