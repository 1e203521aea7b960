import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { hashFraction } from "#city/world/random.ts";

export interface Citizen {
  /** Twelve digits. */
  readonly citizenNumber: string;
  readonly fullName: string;
  /** undefined: no account at VNeID. */
  readonly level: 1 | 2 | undefined;
  /** What the page says of them beside the name. */
  readonly note?: string;
}

/** Who has an account is drawn from the number alone: 80 % level 2 (the Đề án's aim), 15 % level 1, 5 % none. */
export function levelOf(citizenNumber: string): 1 | 2 | undefined {
  const drawn = hashFraction(1, "vneid", citizenNumber);
  return drawn < 0.8 ? 2 : drawn < 0.95 ? 1 : undefined;
}

export const staffNote = "nhà giáo, nhân viên";

const notes: Readonly<Record<string, string>> & { readonly guardian: string } = {
  guardian: "cha, mẹ, người giám hộ",
  learner: "người học",
  departed: "người học cũ",
  staff: staffNote,
};

/** The six digits everybody here signs in by: the last of their number. */
export const passcodeOf = (citizenNumber: string): string => citizenNumber.slice(-6);

/** Made-up citizens 0…n-1; the number of citizen i ends in i. Born in 1985, so nobody of a generated city. */
export function someCitizens(n: number): Citizen[] {
  const given = ["Hoa", "An", "Bình", "Chi", "Dũng", "Giang", "Hải", "Khánh", "Lan", "Minh"];
  return Array.from({ length: n }, (_, i) => ({
    citizenNumber: `031085${String(i).padStart(6, "0")}`,
    fullName: `Nguyễn Thử ${given[i % given.length]}`,
    level: 2,
  }));
}

/** A few of each kind first, who have level 2: the page offers them by one press. */
export function withSamples(kinds: readonly (readonly Citizen[])[], of = 4): Citizen[] {
  const samples = kinds.flatMap((kind) => kind.filter(({ level }) => level === 2).slice(0, of));
  const first = new Set(samples);
  return [...samples, ...kinds.flat().filter((citizen) => !first.has(citizen))];
}

/**
 * Everybody with a number in a table of a generated city's truth (`persons.csv`, `guardians.csv`). A map of the whole
 * city's 1.17 million learners and staff takes some 200 MB.
 * @throws when the table has no such columns
 */
export async function readCitizens(path: string): Promise<Citizen[]> {
  const citizens: Citizen[] = [];
  let columns: { number: number; name: number; role: number } | undefined;
  for await (const line of createInterface({ input: createReadStream(path, { highWaterMark: 1 << 20 }) })) {
    // Truth tables quote no name and no number.
    const cells = line.split(",");
    if (columns === undefined) {
      columns = {
        number: cells.indexOf("nationalId"),
        name: cells.indexOf("fullName"),
        role: cells.indexOf("role"),
      };
      if (columns.number < 0 || columns.name < 0) throw new Error(`${path} has no nationalId or fullName`);
      continue;
    }
    const citizenNumber = cells[columns.number] ?? "";
    if (!/^\d{12}$/.test(citizenNumber)) continue;
    citizens.push({
      citizenNumber,
      fullName: cells[columns.name] ?? "",
      level: levelOf(citizenNumber),
      note: notes[cells[columns.role] ?? "guardian"] ?? notes.guardian,
    });
  }
  return citizens;
}
