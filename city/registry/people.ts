import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { NumberTable } from "./number-table.ts";
import { comparable } from "./spelling.ts";

/** What the registry knows of a person; `sex` by the code set: "1" male, "2" female. */
export interface Entry {
  readonly nationalId: string;
  readonly fullName: string;
  /** yyyy-mm-dd */
  readonly birthDate: string;
  readonly sex: "1" | "2";
}

export type Change = Partial<Omit<Entry, "nationalId">>;

/**
 * Everybody with a number, in typed columns: the city's 1.17 million take 130 MB. The name is kept as it is compared
 * (spelling.ts), for the registry answers whether a name fits and never hands one out.
 */
export class People {
  #byId = new NumberTable(1 << 16);
  #count = 0;
  #nationalIds = new Float64Array(1 << 16);
  #names = Buffer.alloc(1 << 20);
  #namesEnd = 0;
  #nameFrom = new Uint32Array(1 << 16);
  #nameBytes = new Uint16Array(1 << 16);
  /** yyyymmdd */
  #birthDates = new Uint32Array(1 << 16);
  #sexes = new Uint8Array(1 << 16);
  #versions = new Uint32Array(1 << 16);

  get count(): number {
    return this.#count;
  }

  /** Place of the person in the columns. */
  find(nationalId: string): number | undefined {
    return /^\d{12}$/.test(nationalId) ? this.#byId.find(Number(nationalId)) : undefined;
  }

  /** @throws when the number is somebody else's already, or a value is not one the registry could hold */
  add(entry: Entry): void {
    if (!/^\d{12}$/.test(entry.nationalId)) throw new Error("a national id has 12 digits");
    const id = Number(entry.nationalId);
    if (this.#byId.find(id) !== undefined) throw new Error("two people with one national id");
    if (this.#count === this.#nationalIds.length) this.#grow();
    const at = this.#count;
    this.#count += 1;
    this.#byId.set(id, at);
    this.#nationalIds[at] = id;
    this.#versions[at] = 1;
    this.#write(at, entry);
  }

  /** The person's entry as of now; its version grows. */
  change(at: number, change: Change): number {
    this.#write(at, change);
    this.#versions[at] = this.versionOf(at) + 1;
    return this.versionOf(at);
  }

  versionOf(at: number): number {
    return this.#versions[at] ?? 0;
  }

  nationalIdOf(at: number): string {
    return String(this.#nationalIds[at]).padStart(12, "0");
  }

  /** In the spelling that is compared. */
  nameOf(at: number): string {
    const from = this.#nameFrom[at] ?? 0;
    return this.#names.toString("utf8", from, from + (this.#nameBytes[at] ?? 0));
  }

  birthDateOf(at: number): string {
    const digits = String(this.#birthDates[at]).padStart(8, "0");
    return `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  }

  sexOf(at: number): "1" | "2" {
    return this.#sexes[at] === 1 ? "1" : "2";
  }

  #write(at: number, { fullName, birthDate, sex }: Change): void {
    if (fullName !== undefined) this.#writeName(at, comparable(fullName));
    if (birthDate !== undefined) {
      if (!/^\d{4}-\d{2}-\d{2}$/.test(birthDate)) throw new Error("a birth date is yyyy-mm-dd");
      this.#birthDates[at] = Number(birthDate.replaceAll("-", ""));
    }
    if (sex !== undefined) this.#sexes[at] = Number(sex);
  }

  /** Written at the end: what it replaces stays unread, and changes are few. */
  #writeName(at: number, name: string): void {
    const bytes = Buffer.byteLength(name);
    while (this.#namesEnd + bytes > this.#names.length) {
      const larger = Buffer.alloc(this.#names.length * 2);
      this.#names.copy(larger);
      this.#names = larger;
    }
    this.#names.write(name, this.#namesEnd);
    this.#nameFrom[at] = this.#namesEnd;
    this.#nameBytes[at] = bytes;
    this.#namesEnd += bytes;
  }

  #grow(): void {
    const length = this.#nationalIds.length * 2;
    const into = <T extends Float64Array | Uint32Array | Uint16Array | Uint8Array>(larger: T, old: T): T => {
      larger.set(old);
      return larger;
    };
    this.#nationalIds = into(new Float64Array(length), this.#nationalIds);
    this.#nameFrom = into(new Uint32Array(length), this.#nameFrom);
    this.#nameBytes = into(new Uint16Array(length), this.#nameBytes);
    this.#birthDates = into(new Uint32Array(length), this.#birthDates);
    this.#sexes = into(new Uint8Array(length), this.#sexes);
    this.#versions = into(new Uint32Array(length), this.#versions);
  }
}

/**
 * Adds everybody of a truth table `persons.csv` who has a number and isn't known yet; returns how many. Their sex is
 * the number's own: where the number was issued with the wrong sex, the registry has the wrong sex (handbook §2).
 * @throws when the table lacks a column, or has two people with one number
 */
export async function addPersons(people: People, path: string): Promise<number> {
  const before = people.count;
  const seenBefore = (nationalId: string): boolean => (people.find(nationalId) ?? before) < before;
  let columns: { id: number; name: number; birth: number } | undefined;
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) })) {
    const cells = cellsOf(line);
    if (columns === undefined) {
      columns = {
        id: columnOf(cells, "nationalId"),
        name: columnOf(cells, "fullName"),
        birth: columnOf(cells, "birthDate"),
      };
      continue;
    }
    const nationalId = cells[columns.id] ?? "";
    if (nationalId === "" || seenBefore(nationalId)) continue;
    people.add({
      nationalId,
      fullName: cells[columns.name] ?? "",
      birthDate: cells[columns.birth] ?? "",
      sex: Number(nationalId[3]) % 2 === 0 ? "1" : "2",
    });
  }
  return people.count - before;
}

function columnOf(head: readonly string[], name: string): number {
  const at = head.indexOf(name);
  if (at < 0) throw new Error(`persons.csv has no column ${name}`);
  return at;
}

/** Cells of a line of csv; truth tables have no line breaks in cells. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = ""]) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}
