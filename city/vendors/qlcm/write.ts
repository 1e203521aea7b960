import { plantLearner } from "../../errors/plant-learner.ts";
import { RATES } from "../../errors/rates.ts";
import { Rng } from "../../world/random.ts";
import type { Learner, YearResult } from "../../world/types.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import { beginSheet } from "../formats/print-sheet.ts";
import { XlsxWriter } from "../formats/xlsx-writer.ts";
import type { SheetLayout } from "../layout.ts";
import { gradebookRow, type PrintedPerson, resultRow } from "../rows/result-row.ts";
import type { Row } from "../rows/value.ts";
import { QLCM_GRADEBOOK, QLCM_LOWER_SECONDARY, QLCM_PRIMARY, QLCM_UPPER_SECONDARY } from "./layout.ts";

const COLUMNS: ReadonlySet<string> = new Set(["nationalId", "fullName", "birthDate"]);

/** QLCM keeps its own list of people, small in fields and fairly clean. */
const QLCM_RATES = { deviates: 0.02, cosmetic: RATES.learnerCosmetic, withoutId: 0.01, content: false };

/** Sends the results of 2025-2026, and the gradebook of a school that has one. */
export function sendQlcm(post: SchoolPost): void {
  const { plan, results } = post.world;
  if (results.length === 0) return;
  const people = new Map<string, Learner>();
  for (const learner of [...post.world.departed, ...post.world.learners])
    people.set(learner.personId, learner);
  const printed = new Map<string, PrintedPerson>();
  const book = new XlsxWriter({ strings: "inline" });
  const bySheet = Map.groupBy(results, (result) => layoutOf(result.gradeLevel));
  for (const [layout, rows] of bySheet) addResults(post, book, layout, rows, people, printed);
  post.outbox.send("qlcm", plan.code, QLCM_PRIMARY.file, book.finish());
  if (post.systems.gradebook && post.world.gradebook.length > 0) sendGradebook(post, printed);
}

function addResults(
  post: SchoolPost,
  book: XlsxWriter,
  layout: SheetLayout,
  results: readonly YearResult[],
  people: ReadonlyMap<string, Learner>,
  printed: Map<string, PrintedPerson>,
): void {
  const { counts, truth } = post.outbox;
  const sheet = beginSheet(book.addSheet(layout.sheet), layout, titles(post, layout));
  const place = placeOf(post, "qlcm", layout.file, layout.sheet, layout.intake);
  for (const result of results) {
    const learner = people.get(result.personId);
    if (learner === undefined) throw new Error(`result without a person: ${result.personId}`);
    const identity: Row = {
      nationalId: learner.idKnownToSchool ? learner.nationalId : null,
      fullName: learner.fullName,
      birthDate: learner.birthDate,
      sex: null,
    };
    const rng = Rng.of(post.seed, "errors", "qlcm", post.world.plan.code, learner.personId);
    const context = { rng, columns: COLUMNS, siblingId: null, unicode: true };
    const planted = plantLearner(identity, learner, context, QLCM_RATES).filter(({ column }) =>
      COLUMNS.has(column),
    );
    const { nationalId = null, fullName = null, birthDate = null } = identity;
    const person = { nationalId, fullName, birthDate };
    printed.set(learner.personId, person);
    const row = sheet.print(resultRow(result, person));
    truth.range(place, learner.personId, row, row);
    truth.errors(place, row, learner.personId, planted);
    counts.resultRows += 1;
    counts.subjectResults += result.subjects.length;
  }
}

function sendGradebook(post: SchoolPost, printed: ReadonlyMap<string, PrintedPerson>): void {
  const { plan, gradebook, results } = post.world;
  const codes = new Map(results.map((result) => [result.personId, result.localCode]));
  const book = new XlsxWriter({ strings: "inline" });
  const layout = QLCM_GRADEBOOK;
  const sheet = beginSheet(book.addSheet(layout.sheet), layout, titles(post, layout));
  const place = placeOf(post, "qlcm", layout.file, layout.sheet, layout.intake);
  for (const mark of gradebook) {
    const person = printed.get(mark.personId);
    const code = codes.get(mark.personId);
    if (person === undefined || code === undefined)
      throw new Error(`marks without a result: ${mark.personId}`);
    const row = sheet.print(gradebookRow(mark, code, person));
    post.outbox.truth.range(place, mark.personId, row, row);
    post.outbox.counts.gradebookRows += 1;
  }
  post.outbox.send("qlcm", plan.code, layout.file, book.finish());
}

function layoutOf(grade: YearResult["gradeLevel"]): SheetLayout {
  const number = Number(grade);
  if (number >= 1 && number <= 5) return QLCM_PRIMARY;
  if (number >= 6 && number <= 9) return QLCM_LOWER_SECONDARY;
  if (number >= 10 && number <= 12) return QLCM_UPPER_SECONDARY;
  throw new Error(`no results for grade ${grade}`);
}

function titles(post: SchoolPost, layout: SheetLayout): readonly string[] {
  const { code, name } = post.world.plan;
  return [layout.titleRows[0] ?? "", `${name} - Mã trường: ${code}`, layout.titleRows[2] ?? ""];
}
