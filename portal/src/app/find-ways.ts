import type { Caller } from "../api/caller.ts";
import { fold } from "../kit/fold.ts";
import type { Language, Text } from "../text/language.ts";
import type { NavIcon } from "./nav-icon.ts";
import { mayOpen, navigationOf } from "./navigation.ts";
import { portalRoutes } from "./portal-paths.ts";

export interface Way {
  readonly path: string;
  readonly title: Text;
  readonly icon: NavIcon;
}

/**
 * Pages the caller may open whose title or words have every word that was typed, accents or not; those whose title
 * begins so first. Nothing typed: the navigation.
 */
export function findWays(caller: Caller, typed: string, language: Language): readonly Way[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const items: readonly Way[] = navigationOf(caller).flatMap((group) => group.items);
  if (wanted.length === 0) return items;
  const known = new Set(items.map(({ path }) => path));
  const others = portalRoutes
    .filter(({ path, access }) => !path.includes("$") && !known.has(path) && mayOpen(caller, access))
    .map(({ path, title }): Way => ({ path, title, icon: "book" }));
  const wordsOf = new Map<string, string>(portalRoutes.map(({ path, words = "" }) => [path, words]));
  const rank = ({ title }: Way): number => {
    const at = fold(title[language]).indexOf(wanted[0] ?? "");
    return at === 0 ? 0 : at > 0 ? 1 : 2;
  };
  return [...items, ...others]
    .filter(({ title, path }) => {
      const text = fold(`${title.vi} ${title.en} ${wordsOf.get(path) ?? ""}`);
      return wanted.every((word) => text.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}
