import { mainPrintOptions } from "../delivery/main-systems.ts";
import { type PrintedLearner, printLearners } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost, sendMode, sentOn } from "../delivery/school-post.ts";
import { tellLearner } from "../delivery/tell-learners.ts";
import { beginSheet } from "../formats/print-sheet.ts";
import { XlsxWriter } from "../formats/xlsx-writer.ts";
import type { SheetLayout } from "../layout.ts";
import { classRow } from "../rows/class-row.ts";
import { historyRows } from "../rows/history-rows.ts";
import { longGrade } from "../rows/spellings.ts";
import { SMAS_CLASSES, SMAS_HISTORY, SMAS_LEARNERS } from "./layout.ts";

/** Sends SMAS's workbook of one school; a delta without a changed learner is not sent. */
export function sendSmas(post: SchoolPost): void {
  const all = printLearners(post.world, mainPrintOptions("smas", post.world, post.seed, post.today));
  const delta = post.mode === "delta";
  const learners = delta ? all.filter(({ learner }) => post.today.changed.has(learner.personId)) : all;
  if (learners.length === 0) return;
  const file = delta ? "hoc-sinh-2026-2027-thay-doi.xlsx" : SMAS_LEARNERS.file;
  const book = new XlsxWriter({ strings: "shared" });
  const sheet = beginSheet(book.addSheet(SMAS_LEARNERS.sheet), SMAS_LEARNERS, titles(post, SMAS_LEARNERS));
  const place = placeOf(post, "smas", file, SMAS_LEARNERS.sheet, SMAS_LEARNERS.intake);
  for (const printed of learners) tellLearner(post, place, sheet.print(printed.row), printed);
  if (!delta) addClasses(post, book);
  const moved = delta ? learners.filter(({ learner }) => post.today.moved.has(learner.personId)) : learners;
  if (moved.length > 0) addHistory(post, book, file, moved);
  post.outbox.send("smas", post.world.plan.code, file, book.finish());
}

function addClasses(post: SchoolPost, book: XlsxWriter): void {
  const sheet = beginSheet(book.addSheet(SMAS_CLASSES.sheet), SMAS_CLASSES, titles(post, SMAS_CLASSES));
  for (const section of post.world.classes) {
    sheet.print(classRow(section, post.world.plan.code, longGrade));
    post.outbox.counts.classRows += 1;
  }
}

function addHistory(
  post: SchoolPost,
  book: XlsxWriter,
  file: string,
  learners: readonly PrintedLearner[],
): void {
  const sheet = beginSheet(book.addSheet(SMAS_HISTORY.sheet), SMAS_HISTORY, titles(post, SMAS_HISTORY));
  const place = placeOf(post, "smas", file, SMAS_HISTORY.sheet, SMAS_HISTORY.intake);
  for (const { learner, row } of learners) {
    const rows = historyRows(learner, row, longGrade).map((year) => sheet.print(year));
    post.outbox.counts.historyRows += rows.length;
    const [first] = rows;
    const last = rows.at(-1);
    if (first !== undefined && last !== undefined)
      post.outbox.truth.range(place, learner.personId, first, last);
  }
}

function titles(post: SchoolPost, layout: SheetLayout): readonly string[] {
  const { code, name } = post.world.plan;
  return [
    "SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG",
    name.toUpperCase(),
    `Mã trường: ${code}`,
    layout.titleRows[3] ?? "",
    `${sendMode(post)} · Ngày xuất: ${sentOn(post)}`,
    "",
  ];
}
