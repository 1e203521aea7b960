import { words } from "./language.ts";

/** The drawer that tells a record's past and where each of its values came from. */
export const story = words(
  {
    tabs: { changes: "Thay đổi", fields: "Xuất xứ từng ô" },
    none: "Chưa có thay đổi nào",
    noneWhy: "Bản ghi còn nguyên như khi vào hồ sơ.",
    made: "Vào hồ sơ lần đầu",
    deleted: "Ra khỏi hồ sơ",
    run: (n: string) => `lượt ${n}`,
    source: (system: string, file: string, sheet: string, row: string) =>
      `${system}: tệp ${file}, trang ${sheet}, dòng ${row}`,
    elsewhere: "Từ tệp của đơn vị khác",
    by: (who: string) => `${who} sửa tay`,
    reason: (why: string) => `Lý do: ${why}`,
    hidden: (n: string) => `${n} ô khác cũng đổi, ngoài quyền xem của bạn`,
    empty: "trống",
    before: "Trước",
    after: "Sau",
    yes: "Có",
    no: "Không",
    confirmed: "Cơ sở dữ liệu dân cư đã xác nhận",
    version: (n: string) => `phiên bản ${n}`,
  },
  {
    tabs: { changes: "Changes", fields: "Where each value is from" },
    none: "No change yet",
    noneWhy: "The record is as it first came in.",
    made: "Came into the record",
    deleted: "Left the records",
    run: (n: string) => `run ${n}`,
    source: (system: string, file: string, sheet: string, row: string) =>
      `${system}: file ${file}, sheet ${sheet}, row ${row}`,
    elsewhere: "From another unit's file",
    by: (who: string) => `Mended by ${who}`,
    reason: (why: string) => `Reason: ${why}`,
    hidden: (n: string) => `${n} more cells changed that you may not see`,
    empty: "empty",
    before: "Before",
    after: "After",
    yes: "Yes",
    no: "No",
    confirmed: "Confirmed by the population registry",
    version: (n: string) => `version ${n}`,
  },
);
