import { plantStaff } from "../../errors/plant-staff.ts";
import { Rng } from "../../world/random.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import { beginSheet } from "../formats/print-sheet.ts";
import { XlsxWriter } from "../formats/xlsx-writer.ts";
import type { SheetLayout } from "../layout.ts";
import { assignmentRow, staffRow } from "../rows/staff-row.ts";
import { MISA_ASSIGNMENTS, MISA_STAFF } from "./layout.ts";

const COLUMNS: ReadonlySet<string> = new Set(MISA_STAFF.columns.map((column) => column.column));

/** Sends MISA's staff workbook of one school. */
export function sendMisa(post: SchoolPost): void {
  const { plan, staff, assignments } = post.world;
  const { counts, truth } = post.outbox;
  const book = new XlsxWriter({ strings: "shared" });
  const people = beginSheet(book.addSheet(MISA_STAFF.sheet), MISA_STAFF, titles(post, MISA_STAFF));
  const place = placeOf(post, "misa", MISA_STAFF.file, MISA_STAFF.sheet, MISA_STAFF.intake);
  for (const member of staff) {
    const row = staffRow(member, plan.code);
    const rng = Rng.of(post.seed, "errors", "misa", plan.code, member.personId);
    const planted = plantStaff(row, { rng, columns: COLUMNS, siblingId: null, unicode: true });
    truth.row(place, people.print(row), member.personId, planted);
    counts.staffRows += 1;
    if (row.nationalId === null) counts.staffWithoutId += 1;
  }
  const periods = beginSheet(
    book.addSheet(MISA_ASSIGNMENTS.sheet),
    MISA_ASSIGNMENTS,
    titles(post, MISA_ASSIGNMENTS),
  );
  for (const assignment of assignments) {
    periods.print(assignmentRow(assignment));
    counts.assignmentRows += 1;
  }
  post.outbox.send("misa", plan.code, MISA_STAFF.file, book.finish());
}

function titles(post: SchoolPost, layout: SheetLayout): readonly string[] {
  const { code, name } = post.world.plan;
  return [
    "MISA EMIS - QUẢN LÝ CÁN BỘ",
    `Đơn vị: ${name} (Mã trường: ${code})`,
    layout.titleRows[2] ?? "",
    "",
  ];
}
