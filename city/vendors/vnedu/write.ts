import { mainPrintOptions } from "../delivery/main-systems.ts";
import { type PrintedLearner, printLearners } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost, sendMode } from "../delivery/school-post.ts";
import { tellLearner } from "../delivery/tell-learners.ts";
import { type CsvDialect, CsvWriter } from "../formats/csv-writer.ts";
import { beginCsv } from "../formats/print-sheet.ts";
import { classRow } from "../rows/class-row.ts";
import { historyRows } from "../rows/history-rows.ts";
import { shortGrade } from "../rows/spellings.ts";
import { VNEDU_CLASSES, VNEDU_HISTORY, VNEDU_LEARNERS } from "./layout.ts";

const DIALECT: CsvDialect = { delimiter: ";", newline: "\r\n", byteOrderMark: true };
const SPELLING = { decimal: "," } as const;

/** Sends VnEdu's csv files of one school; a delta without a changed learner is not sent. */
export function sendVnedu(post: SchoolPost): void {
  const all = printLearners(post.world, mainPrintOptions("vnedu", post.world, post.seed, post.today));
  if (post.mode === "whole") {
    sendLearners(post, VNEDU_LEARNERS.file, all);
    sendClasses(post);
    sendHistory(post, VNEDU_HISTORY.file, all);
    return;
  }
  const changed = all.filter(({ learner }) => post.today.changed.has(learner.personId));
  if (changed.length > 0) sendLearners(post, "hoc_sinh_2026_2027_thay_doi.csv", changed);
  const moved = changed.filter(({ learner }) => post.today.moved.has(learner.personId));
  if (moved.length > 0) sendHistory(post, "qua_trinh_hoc_tap_thay_doi.csv", moved);
}

function sendLearners(post: SchoolPost, file: string, learners: readonly PrintedLearner[]): void {
  const csv = beginFile(post);
  const lines = beginCsv(csv, VNEDU_LEARNERS, SPELLING);
  const place = placeOf(post, "vnedu", file, "", VNEDU_LEARNERS.intake);
  for (const printed of learners) tellLearner(post, place, lines.print(printed.row), printed);
  post.outbox.send("vnedu", post.world.plan.code, file, csv.toText());
}

function sendClasses(post: SchoolPost): void {
  const csv = beginFile(post);
  const lines = beginCsv(csv, VNEDU_CLASSES, SPELLING);
  for (const section of post.world.classes) {
    lines.print(classRow(section, post.world.plan.code, shortGrade));
    post.outbox.counts.classRows += 1;
  }
  post.outbox.send("vnedu", post.world.plan.code, VNEDU_CLASSES.file, csv.toText());
}

function sendHistory(post: SchoolPost, file: string, learners: readonly PrintedLearner[]): void {
  const csv = beginFile(post);
  const lines = beginCsv(csv, VNEDU_HISTORY, SPELLING);
  const place = placeOf(post, "vnedu", file, "", VNEDU_HISTORY.intake);
  for (const { learner, row } of learners) {
    const rows = historyRows(learner, row, shortGrade).map((year) => lines.print(year));
    post.outbox.counts.historyRows += rows.length;
    const [first] = rows;
    const last = rows.at(-1);
    if (first !== undefined && last !== undefined)
      post.outbox.truth.range(place, learner.personId, first, last);
  }
  post.outbox.send("vnedu", post.world.plan.code, file, csv.toText());
}

/** A delta says so in its first line. */
function beginFile(post: SchoolPost): CsvWriter {
  const csv = new CsvWriter(DIALECT);
  if (post.mode === "delta") {
    csv.addRow([sendMode(post), `Mã trường: ${post.world.plan.code}`, "Năm học: 2026-2027"]);
  }
  return csv;
}
