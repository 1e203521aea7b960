import type { Caller } from "../api/caller.ts";
import { fold } from "../kit/fold.ts";
import type { Language } from "../text/language.ts";
import { type NavItem, navigationOf } from "./navigation.ts";

/** Pages whose title has every word that was typed, accents or not; those that begin so first. */
export function findWays(caller: Caller, typed: string, language: Language): readonly NavItem[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  const items = navigationOf(caller).flatMap((group) => group.items);
  if (wanted.length === 0) return items;
  const place = ({ title }: NavItem): number => fold(title[language]).indexOf(wanted[0] ?? "");
  return items
    .filter(({ title }) => wanted.every((word) => fold(`${title.vi} ${title.en}`).includes(word)))
    .sort((a, b) => Number(place(a) !== 0) - Number(place(b) !== 0));
}
