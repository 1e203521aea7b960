import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { templateColumns } from "#src/api/templates/columns.ts";
import { buildTemplate } from "#src/api/templates/workbook.ts";
import { findDataset, findIntake, intakes } from "#src/domains/catalogue.ts";
import type { Intake } from "#src/domains/dictionary/intake.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, findString } from "../command.ts";

const levels = ["02", "03", "04", "05"];

export const templateCommand: Command = {
  name: "template",
  summary: { vi: "tạo mẫu Excel để trường điền", en: "make an Excel template for schools to fill in" },
  operands: { vi: "<bảng hoặc tập dữ liệu>", en: "<intake or dataset>" },
  details: {
    vi: "Mẫu có tiêu đề tiếng Việt kèm ghi chú, danh sách chọn từ danh mục mã, kiểm tra ngày và số, ô dạng chữ cho mã và điện thoại.\nKhông ghi gì: liệt kê các bảng có mẫu.",
    en: "Vietnamese headers with notes, drop-downs from the code sets, checks of dates and numbers, text cells for codes and phones.\nWithout a name: lists the tables that have one.",
  },
  examples: [
    "hp template learnerRow --out hoc-sinh.xlsx",
    "hp template resultRow --level 02 --out ket-qua-tieu-hoc.xlsx",
    "hp template room --out phong.xlsx",
  ],
  options: {
    out: {
      type: "string",
      value: { vi: "tệp.xlsx", en: "file.xlsx" },
      help: {
        vi: "tệp ghi ra; không ghi đè tệp đã có",
        en: "file to write; an existing file is not overwritten",
      },
    },
    level: {
      type: "string",
      value: { vi: "02|03|04|05", en: "02|03|04|05" },
      help: {
        vi: "cấp học của mẫu kết quả: môn của cấp đó (mặc định 03)",
        en: "school level of a result sheet: its subjects (default 03)",
      },
    },
  },
  run: async (call) => {
    const name = call.operands[0];
    if (name === undefined) return list(call);
    const intake = chooseIntake(name);
    const out = findString(call, "out");
    if (out === undefined) throw new HpError("argument-missing", { name: "--out" });
    const level = findString(call, "level");
    if (level !== undefined && !levels.includes(level))
      throw new HpError("argument-invalid", { name: "--level", reason: levels.join(", ") });
    if (!out.endsWith(".xlsx"))
      throw new HpError("argument-invalid", {
        name: "--out",
        reason: call.say({ vi: "tên tệp phải kết thúc bằng .xlsx", en: "the name must end in .xlsx" }),
      });
    if (existsSync(out))
      throw new HpError("argument-invalid", {
        name: "--out",
        reason: call.say({ vi: `${out} đã có`, en: `${out} exists` }),
      });
    await buildTemplate(intake, level).xlsx.writeFile(resolve(out));
    const columns = templateColumns(intake, level).length;
    call.print(
      call.json
        ? JSON.stringify({ intake: intake.id, file: resolve(out), columns })
        : call.say({
            vi: `Đã ghi mẫu “${intake.title.vi}” vào ${out} (${columns} cột). Nhập bản đã điền: hp ingest ${out}`,
            en: `Wrote the template “${intake.title.en}” to ${out} (${columns} columns). Take a filled one in: hp ingest ${out}`,
          }),
    );
    return 0;
  },
};

function withTemplate(): readonly Intake[] {
  return intakes.filter((intake) => intake.compareOnly !== true);
}

function list(call: Call): number {
  const rows = withTemplate().map((intake) => ({
    id: intake.id,
    title: intake.title,
    columns: templateColumns(intake).length,
    datasets: [...new Set(intake.targets.map((target) => target.dataset))],
  }));
  if (call.json) call.print(JSON.stringify({ templates: rows }));
  else
    for (const row of rows)
      call.print(
        `${row.id.padEnd(24)}${row.title[call.language]} (${row.columns}; ${row.datasets.join(", ")})`,
      );
  return 0;
}

/** An intake by its name, or the one that feeds a dataset; of several the one that asks for most of it. */
function chooseIntake(name: string): Intake {
  const exact = findIntake(name);
  if (exact !== undefined && exact.compareOnly !== true) return exact;
  const dataset = findDataset(name);
  const feeding = withTemplate()
    .map((intake) => ({
      intake,
      fields: Math.max(
        0,
        ...intake.targets
          .filter((target) => target.dataset === dataset?.id)
          .map((target) => Object.keys(target.values).length),
      ),
    }))
    .filter(({ fields }) => fields > 0)
    .sort((a, b) => b.fields - a.fields);
  const best = feeding[0]?.intake;
  if (best === undefined)
    throw new HpError("argument-invalid", {
      name: "<template>",
      reason: `${name}; ${withTemplate()
        .map((intake) => intake.id)
        .join(", ")}`,
    });
  return best;
}
