import { randomUUID } from "node:crypto";
import { datasets } from "#src/domains/catalogue.ts";
import { columnsOf, type Dataset } from "#src/domains/dictionary/dataset.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { insertRows } from "../test-app.ts";
import { aboutOf, type Relation, relations } from "./matrix-oracle.ts";

/** One learner for each relation, with the school and class that makes it so; one parent each; one teacher a place. */
const places: Readonly<Record<Relation, readonly [school: string, className: string]>> = {
  own: ["S1", "A"],
  ownClass: ["S1", "A"],
  ownSchool: ["S1", "B"],
  siblingSchool: ["S2", "A"],
  otherCommune: ["S3", "A"],
};
export const year = "2026-2027";

export const learnerIds = Object.fromEntries(relations.map((relation) => [relation, randomUUID()]));
export const guardianIds = Object.fromEntries(relations.map((relation) => [relation, randomUUID()]));
export const staffIds: Readonly<Record<string, string>> = {
  self: randomUUID(),
  colleague: randomUUID(),
  siblingSchool: randomUUID(),
  otherCommune: randomUUID(),
};
const staffSchool: Readonly<Record<string, string>> = {
  self: "S1",
  colleague: "S1",
  siblingSchool: "S2",
  otherCommune: "S3",
};

/** Fills every dataset with one row for each learner, teacher or school of the little world. */
export async function insertWorld(pool: Pool): Promise<void> {
  for (const dataset of datasets) {
    // Reference rows are seeded; a run's steps hang on a run.
    if (aboutOf[dataset.id] === "everybody" && !["school", "campus", "run"].includes(dataset.id)) continue;
    const rows = subjectsOf(dataset).map((subject, at) => rowOf(dataset, subject, at));
    await insertRows(pool, dataset.id, rows);
  }
}

type Subject = Readonly<Record<string, string | readonly string[]>>;

function subjectsOf(dataset: Dataset): readonly Subject[] {
  const learners = relations.map((relation) => ({
    learnerId: learnerIds[relation] ?? "",
    guardianId: guardianIds[relation] ?? "",
    schoolId: places[relation][0],
    className: places[relation][1],
    schoolYear: year,
  }));
  const schools = [
    ["S1", "C1"],
    ["S2", "C1"],
    ["S3", "C2"],
  ].map(([schoolId = "", communeCode = ""]) => ({
    schoolId,
    communeCode,
    className: "A",
    schoolYear: year,
    levels: ["01"],
    homeroomTeacherId: staffIds[schoolId === "S1" ? "self" : "otherCommune"] ?? "",
  }));
  const staff = Object.entries(staffIds).map(([place, staffId]) => ({
    staffId,
    schoolId: staffSchool[place] ?? "",
    className: "A",
    schoolYear: year,
  }));
  switch (aboutOf[dataset.id]) {
    case "learner":
    case "family":
    case "guardian":
      return learners;
    case "staff":
      return staff;
    default:
      return schools;
  }
}

/** The subject's own values where the dataset has such fields; something that fits for what else is required. */
function rowOf(dataset: Dataset, subject: Subject, at: number): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const column of columnsOf(dataset)) {
    if (!(column.field in dataset.fields)) continue;
    if (column.field in subject) row[column.field] = subject[column.field];
    else if (column.notNull || column.field === dataset.schoolField)
      row[column.field] = plainValue(column.postgresType, at);
  }
  return row;
}

function plainValue(postgresType: string, at: number): unknown {
  if (postgresType === "uuid") return randomUUID();
  if (postgresType.endsWith("[]")) return [];
  if (postgresType === "jsonb") return {};
  if (postgresType === "boolean") return false;
  if (postgresType === "date") return "2026-09-05";
  if (postgresType === "timestamptz") return "2026-09-05T00:00:00Z";
  // Keys of some length: a short one would be found everywhere in an answer that is searched for it.
  if (/^(integer|bigint)/.test(postgresType)) return 70_001 + at;
  if (/^(smallint|numeric|double|real)/.test(postgresType)) return at + 1;
  return `text-${at}`;
}

/** What the subjects of a dataset are called by, as the API names it. */
export const subjectField = (dataset: Dataset): string =>
  subjectFields[aboutOf[dataset.id] ?? ""] ??
  (dataset.schoolField === undefined ? (dataset.key[0] ?? "") : dataset.schoolField);

const subjectFields: Readonly<Record<string, string>> = {
  learner: "learnerId",
  family: "learnerId",
  guardian: "guardianId",
  staff: "staffId",
};
