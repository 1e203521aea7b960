import type { PlantedError } from "../errors/kinds.ts";
import { CsvWriter } from "../vendors/formats/csv-writer.ts";
import type { Learner, Parent, StaffMember } from "../world/types.ts";

/** Where a row stands: the names are those of the inbox path. */
export type RowPlace = { vendor: string; sender: string; file: string; sheet: string; intake: string };

/** Columns of the truth tables; README.md of this folder says what they mean. */
export const TRUTH_TABLES = {
  persons: [
    "personId",
    "role",
    "fullName",
    "familyName",
    "middleName",
    "givenName",
    "birthDate",
    "sex",
    "nationalId",
    "idCause",
    "ethnicity",
    "schoolCode",
    "gradeLevel",
    "className",
    "status",
    "fatherId",
    "motherId",
    "guardianId",
  ],
  guardians: ["personId", "fullName", "sex", "birthYear", "nationalId"],
  rows: ["vendor", "schoolCode", "file", "sheet", "row", "intake", "personId", "errors"],
  "row-ranges": ["vendor", "schoolCode", "file", "sheet", "intake", "personId", "firstRow", "lastRow"],
  errors: [
    "vendor",
    "schoolCode",
    "file",
    "sheet",
    "row",
    "intake",
    "personId",
    "kind",
    "column",
    "trueValue",
    "writtenValue",
  ],
  changes: ["personId", "schoolCode", "kind", "field", "before", "after"],
  schools: [
    "schoolCode",
    "schoolName",
    "learnerVendor",
    "encoding",
    "secondSystem",
    "staffFile",
    "gradebook",
    "learners",
    "staff",
  ],
} as const;

export type TruthTable = keyof typeof TRUTH_TABLES;

export const TRUTH_DIALECT = { delimiter: ",", newline: "\n", byteOrderMark: false } as const;

/** Truth of a part of the city, kept as csv text without headers until the parts are joined. */
export class TruthPart {
  readonly tables: Readonly<Record<TruthTable, CsvWriter>> = {
    persons: new CsvWriter(TRUTH_DIALECT),
    guardians: new CsvWriter(TRUTH_DIALECT),
    rows: new CsvWriter(TRUTH_DIALECT),
    "row-ranges": new CsvWriter(TRUTH_DIALECT),
    errors: new CsvWriter(TRUTH_DIALECT),
    changes: new CsvWriter(TRUTH_DIALECT),
    schools: new CsvWriter(TRUTH_DIALECT),
  };

  readonly #toldGuardians = new Set<string>();

  /** One row about one person, with what is wrong in it. */
  row(place: RowPlace, row: number, personId: string, planted: readonly PlantedError[]): void {
    const kinds = planted.map((error) => error.kind).join(";");
    this.tables.rows.addRow([
      place.vendor,
      place.sender,
      place.file,
      place.sheet,
      row,
      place.intake,
      personId,
      kinds,
    ]);
    this.errors(place, row, personId, planted);
  }

  errors(place: RowPlace, row: number, personId: string, planted: readonly PlantedError[]): void {
    for (const error of planted) {
      this.tables.errors.addRow([
        place.vendor,
        place.sender,
        place.file,
        place.sheet,
        row,
        place.intake,
        personId,
        error.kind,
        error.column,
        error.trueValue,
        error.writtenValue,
      ]);
    }
  }

  /** Consecutive rows about one person (history, results). */
  range(place: RowPlace, personId: string, firstRow: number, lastRow: number): void {
    this.tables["row-ranges"].addRow([
      place.vendor,
      place.sender,
      place.file,
      place.sheet,
      place.intake,
      personId,
      firstRow,
      lastRow,
    ]);
  }

  learner(learner: Learner, role: "learner" | "departed", schoolCode: string): void {
    this.tables.persons.addRow([
      learner.personId,
      role,
      learner.fullName,
      learner.familyName,
      learner.middleName,
      learner.givenName,
      learner.birthDate,
      learner.sex,
      learner.nationalId,
      learner.idCause,
      learner.ethnicity,
      schoolCode,
      learner.gradeLevel,
      learner.className,
      learner.status,
      learner.household.father?.personId ?? "",
      learner.household.mother?.personId ?? "",
      learner.household.guardian.personId,
    ]);
    const { father, mother, guardian } = learner.household;
    for (const adult of [father, mother, guardian]) if (adult?.alive === true) this.#guardian(adult);
  }

  /** Once a part; the join tells each once. */
  #guardian({ personId, fullName, sex, birthYear, nationalId }: Parent): void {
    if (this.#toldGuardians.has(personId)) return;
    this.#toldGuardians.add(personId);
    this.tables.guardians.addRow([personId, fullName, sex, birthYear, nationalId]);
  }

  staff(member: StaffMember, schoolCode: string): void {
    this.tables.persons.addRow([
      member.personId,
      "staff",
      member.fullName,
      member.familyName,
      member.middleName,
      member.givenName,
      member.birthDate,
      member.sex,
      member.nationalId,
      "",
      member.ethnicity,
      schoolCode,
      "",
      "",
      member.employmentStatus,
      "",
      "",
      "",
    ]);
  }

  change(
    personId: string,
    schoolCode: string,
    kind: string,
    field: string,
    before: string,
    after: string,
  ): void {
    this.tables.changes.addRow([personId, schoolCode, kind, field, before, after]);
  }
}
