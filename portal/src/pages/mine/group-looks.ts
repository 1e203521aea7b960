import { formatInstant } from "../../kit/number-text.tsx";
import type { Text } from "../../text/language.ts";

/** `GET /api/v1/me/looks` */
export interface Look {
  readonly at: string;
  readonly name: string | null;
  readonly role: string | null;
  readonly unit: string | null;
  readonly action: string;
  readonly result: string;
  readonly says: {
    readonly role: Text;
    readonly deed: Text;
    readonly classes: readonly Text[];
    readonly purpose: Text | null;
  };
}

/** The same deed of the same person on one day. */
export interface LookGroup {
  readonly key: string;
  readonly look: Look;
  readonly count: number;
  /** HH:mm of the first and the last. */
  readonly from: string;
  readonly to: string;
}

/** Looks, newest first, as days with what was done on each; forty reads of one list are one line. */
export function groupLooks(
  looks: readonly Look[],
): readonly { readonly day: string; readonly groups: readonly LookGroup[] }[] {
  const days = new Map<string, Map<string, LookGroup>>();
  for (const look of looks) {
    const [time = "", written = ""] = formatInstant(look.at).split(" ");
    const day = written.split("/").reverse().join("-");
    const groups = days.get(day) ?? new Map<string, LookGroup>();
    days.set(day, groups);
    const key = [look.role, look.name, look.unit, look.action, look.result].join("|");
    const known = groups.get(key);
    groups.set(
      key,
      known === undefined
        ? { key, look, count: 1, from: time, to: time }
        : { ...known, count: known.count + 1, from: time },
    );
  }
  return [...days].map(([day, groups]) => ({ day, groups: [...groups.values()] }));
}
