import { mainPrintOptions } from "../delivery/main-systems.ts";
import { printLearners } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import { tellLearner } from "../delivery/tell-learners.ts";
import { beginSheet } from "../formats/print-sheet.ts";
import { XlsxWriter } from "../formats/xlsx-writer.ts";
import type { SheetLayout } from "../layout.ts";
import { EXCEL_HEALTH, EXCEL_SPLIT_NAME } from "./layout.ts";

/** Sends the workbook a clerk keeps by hand, whole, with a signature block under the list. */
export function sendExcel(post: SchoolPost): void {
  const { plan } = post.world;
  const options = mainPrintOptions("excel", post.world, post.seed, post.today);
  const { layout } = options;
  const learners = printLearners(post.world, options).filter(
    ({ learner }) => !post.today.left.has(learner.personId),
  );
  const book = new XlsxWriter({ strings: "shared" });
  const sheet = book.addSheet(layout.sheet);
  const printer = beginSheet(sheet, layout, titles(post, layout));
  const place = placeOf(post, "excel", layout.file, layout.sheet, layout.intake);
  let classBefore: string | undefined;
  for (const printed of learners) {
    const { className } = printed.learner;
    const blankBetween = layout === EXCEL_SPLIT_NAME || layout === EXCEL_HEALTH;
    if (blankBetween && classBefore !== undefined && classBefore !== className) printer.skip();
    classBefore = className;
    tellLearner(post, place, printer.print(printed.row), printed);
  }
  sheet.skipRow();
  sheet.addRow([null, `Danh sách có ${learners.length} học sinh.`]);
  sheet.addRow([null, null, null, null, "Hải Phòng, ngày 20 tháng 10 năm 2026"]);
  sheet.addRow([null, "Người lập biểu", null, null, "Hiệu trưởng"], true);
  sheet.addRow([null, "(Ký, ghi rõ họ tên)", null, null, "(Ký tên, đóng dấu)"]);
  post.outbox.send("excel", plan.code, layout.file, book.finish());
}

function titles(post: SchoolPost, layout: SheetLayout): readonly string[] {
  const { code, name } = post.world.plan;
  return layout.titleRows.map((title) => {
    if (title === "(dòng trống)") return "";
    return title
      .replace("{Tên trường}", name)
      .replace("{mã trường}", code)
      .replace("{xã/phường}", post.world.profile.commune.name);
  });
}
