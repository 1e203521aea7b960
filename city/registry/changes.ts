import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { z } from "zod";
import { Rng } from "#city/world/random.ts";
import type { Change, People } from "./people.ts";

/** A change of a person's data, as `POST /control/change` takes it. */
export const ChangeOrder = z.strictObject({
  nationalId: z.string().regex(/^\d{12}$/),
  fullName: z.string().min(1).optional(),
  birthDate: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  sex: z.enum(["1", "2"]).optional(),
});
export type ChangeOrder = z.infer<typeof ChangeOrder>;

/** A line of the kept file: a change, or the mark that the second day has come. */
const Line = z.union([ChangeOrder, z.strictObject({ day: z.literal(2) })]);

export interface NoticePage {
  readonly cursor: string;
  readonly changes: readonly { readonly nationalId: string; readonly registryVersion: number }[];
  readonly hasMore: boolean;
}

/**
 * Changes in the order they came; a cursor is the number of changes read. With a file they outlive the process, as a
 * registry's do: a cursor handed out before a restart still holds after it.
 */
export class ChangeLog {
  readonly #people: People;
  readonly #file: string | undefined;
  readonly #changes: { nationalId: string; registryVersion: number }[] = [];
  #secondDay = false;

  constructor(people: People, file?: string) {
    this.#people = people;
    this.#file = file;
    if (file === undefined || !existsSync(file)) return;
    for (const text of readFileSync(file, "utf8").split("\n")) {
      if (text === "") continue;
      const line = Line.parse(JSON.parse(text));
      if ("day" in line) this.#secondDay = true;
      else this.#apply(line);
    }
  }

  get count(): number {
    return this.#changes.length;
  }

  /** Version after the change; undefined when nobody has the number. */
  add(order: ChangeOrder): number | undefined {
    const version = this.#apply(order);
    if (version !== undefined) this.#keep([order]);
    return version;
  }

  /** The second day comes once: `share` of the people change, by the seed. Returns how many. */
  beginSecondDay(seed: number, share: number): number {
    if (this.#secondDay) return 0;
    this.#secondDay = true;
    const orders = secondDayChanges(this.#people, seed, share);
    for (const order of orders) this.#apply(order);
    this.#keep([...orders, { day: 2 }]);
    return orders.length;
  }

  /** @returns undefined for a cursor that was never handed out; without one, the page says "from now on" */
  page(since: string | undefined, limit: number): NoticePage | undefined {
    if (since === undefined) return { cursor: String(this.count), changes: [], hasMore: false };
    const from = Number(since);
    if (!/^\d{1,9}$/.test(since) || from > this.count) return undefined;
    const changes = this.#changes.slice(from, from + limit);
    const to = from + changes.length;
    return { cursor: String(to), changes, hasMore: to < this.count };
  }

  #apply({ nationalId, fullName, birthDate, sex }: ChangeOrder): number | undefined {
    const person = this.#people.find(nationalId);
    if (person === undefined) return undefined;
    const change: Change = {
      ...(fullName === undefined ? {} : { fullName }),
      ...(birthDate === undefined ? {} : { birthDate }),
      ...(sex === undefined ? {} : { sex }),
    };
    const registryVersion = this.#people.change(person, change);
    this.#changes.push({ nationalId, registryVersion });
    return registryVersion;
  }

  #keep(lines: readonly z.infer<typeof Line>[]): void {
    if (this.#file === undefined) return;
    appendFileSync(this.#file, lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
  }
}

/**
 * What civil registration changes in a while: six in ten a given name, three a birth date (another day of the month),
 * one the sex. The schools know nothing of it yet: their rows stay as they were.
 */
function secondDayChanges(people: People, seed: number, share: number): ChangeOrder[] {
  const rng = Rng.of(seed, "registry", "second-day");
  const chosen = new Set<number>();
  while (chosen.size < Math.round(people.count * share)) chosen.add(rng.int(people.count));
  return [...chosen].map((person) => {
    const nationalId = people.nationalIdOf(person);
    const kind = rng.int(10);
    if (kind < 6) {
      const name = people.nameOf(person);
      const words = name.split(" ").slice(0, -1);
      let given = name;
      // A village where everybody bears one name would be searched for ever.
      for (let attempt = 0; attempt < 50 && name.endsWith(given); attempt += 1)
        given = people.nameOf(rng.int(people.count)).split(" ").at(-1) ?? "";
      return { nationalId, fullName: [...words, given].join(" ") };
    }
    if (kind < 9) {
      const birthDate = people.birthDateOf(person);
      const day = ((Number(birthDate.slice(8)) + rng.int(26)) % 28) + 1;
      const changed = birthDate.slice(0, 8) + String(day).padStart(2, "0");
      return { nationalId, birthDate: changed };
    }
    return { nationalId, sex: people.sexOf(person) === "1" ? ("2" as const) : ("1" as const) };
  });
}
