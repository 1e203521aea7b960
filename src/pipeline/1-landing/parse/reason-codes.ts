/**
 * Why a file, a row or a cell was not taken as it came. `scope` says how much is affected.
 * Sentences take {file} {sheet} {row} {column} {detail}; a part that is not known is left out
 * together with its bracket: "[ở trang {sheet}]" prints nothing when the sheet is not known.
 */
type ReasonScope = "file" | "row" | "cell";
export type Reason = { scope: ReasonScope; vi: string; en: string };

const where = "[, trang “{sheet}”][, dòng {row}][, cột {column}]";
const whereEn = "[, sheet “{sheet}”][, row {row}][, column {column}]";

function reason(scope: ReasonScope, vi: string, en: string): Reason {
  return { scope, vi: `Tệp “{file}”${where}: ${vi}`, en: `File “{file}”${whereEn}: ${en}` };
}
const file = (vi: string, en: string) => reason("file", vi, en);
const row = (vi: string, en: string) => reason("row", vi, en);
const cell = (vi: string, en: string) => reason("cell", vi, en);

export const reasons = {
  "file-empty": file("tệp rỗng, không có dữ liệu.", "the file is empty."),
  "file-too-big": file(
    "tệp lớn hơn mức cho phép[ ({detail})].",
    "the file is larger than allowed[ ({detail})].",
  ),
  "file-unreadable": file("không mở được tệp[ ({detail})].", "the file can't be opened[ ({detail})]."),
  "format-unknown": file(
    "không nhận ra định dạng; hãy gửi Excel (.xlsx), CSV, JSON hoặc ZIP của các loại đó.",
    "format not recognised; send Excel (.xlsx), CSV, JSON or a ZIP of those.",
  ),
  "format-unsupported": file(
    "đây là tệp {detail}, không phải bảng dữ liệu; hãy gửi Excel (.xlsx), CSV, JSON hoặc ZIP của các loại đó.",
    "this is a {detail} file, not a table; send Excel (.xlsx), CSV, JSON or a ZIP of those.",
  ),
  "html-not-excel": file(
    "tệp là trang web (HTML) đặt tên như Excel; hãy mở bằng Excel rồi lưu lại thành .xlsx.",
    "the file is a web page named like Excel; open it in Excel and save it as .xlsx.",
  ),
  "xml-spreadsheet-2003": file(
    "tệp là bảng tính XML 2003; hãy mở bằng Excel rồi lưu lại thành .xlsx.",
    "the file is an XML Spreadsheet 2003; open it in Excel and save it as .xlsx.",
  ),
  "xls-legacy": file(
    "tệp là Excel 97-2003 (.xls); hãy lưu lại thành .xlsx.",
    "the file is Excel 97-2003 (.xls); save it as .xlsx.",
  ),
  "xlsb-unsupported": file(
    "tệp là Excel nhị phân (.xlsb); hãy lưu lại thành .xlsx.",
    "the file is binary Excel (.xlsb); save it as .xlsx.",
  ),
  "xlsx-encrypted": file(
    "tệp Excel được đặt mật khẩu; hãy bỏ mật khẩu rồi gửi lại.",
    "the Excel file is protected by a password; remove it and send again.",
  ),
  "xlsx-no-workbook": file(
    "tệp Excel thiếu phần sổ tính (workbook).",
    "the Excel file has no workbook part.",
  ),
  "xlsx-missing-part": file("tệp Excel thiếu phần {detail}.", "the Excel file lacks the part {detail}."),
  "xlsx-no-sheets": file("tệp Excel không có trang tính nào.", "the Excel file has no worksheet."),
  "xlsx-row-order": file(
    "số thứ tự dòng trong tệp Excel bị trùng hoặc lùi ({detail}).",
    "row numbers in the Excel file repeat or run backwards ({detail}).",
  ),
  "xlsx-bad-reference": file("địa chỉ ô không hợp lệ ({detail}).", "invalid cell address ({detail})."),
  "xml-doctype": file(
    "phần XML khai báo DOCTYPE hoặc thực thể, không được nhận vì lý do an toàn.",
    "the XML declares a DOCTYPE or entities, which is refused for safety.",
  ),
  "xml-entity": file("phần XML dùng thực thể lạ ({detail}).", "the XML uses an unknown entity ({detail})."),
  "xml-malformed": file("phần XML bị hỏng ({detail}).", "the XML is damaged ({detail})."),
  "xml-encoding": file(
    "phần XML có bảng mã không đọc được ({detail}).",
    "the XML has an unreadable encoding ({detail}).",
  ),
  "xml-too-deep": file("phần XML lồng nhau quá sâu.", "the XML is nested too deeply."),
  "zip-truncated": file("tệp nén bị cụt; hãy gửi lại.", "the archive is cut off; send it again."),
  "zip-malformed": file("tệp nén bị hỏng ({detail}).", "the archive is damaged ({detail})."),
  "zip-encrypted": file("tệp nén có mật khẩu ({detail}).", "the archive is encrypted ({detail})."),
  "zip-path-escape": file(
    "tệp nén chứa đường dẫn thoát ra ngoài ({detail}), không được nhận vì lý do an toàn.",
    "the archive holds a path that leads outside ({detail}); refused for safety.",
  ),
  "zip-absolute-path": file(
    "tệp nén chứa đường dẫn tuyệt đối ({detail}), không được nhận vì lý do an toàn.",
    "the archive holds an absolute path ({detail}); refused for safety.",
  ),
  "zip-symlink": file(
    "tệp nén chứa liên kết ({detail}), không được nhận vì lý do an toàn.",
    "the archive holds a link ({detail}); refused for safety.",
  ),
  "zip-special-file": file(
    "tệp nén chứa tệp đặc biệt ({detail}), không được nhận vì lý do an toàn.",
    "the archive holds a special file ({detail}); refused for safety.",
  ),
  "zip-nested": file("tệp nén lồng trong tệp nén ({detail}).", "an archive inside an archive ({detail})."),
  "zip-bomb": file(
    "tệp nén phình ra bất thường ({detail}), không được nhận vì lý do an toàn.",
    "the archive inflates abnormally ({detail}); refused for safety.",
  ),
  "zip-too-big": file(
    "nội dung sau giải nén vượt mức cho phép ({detail}).",
    "the inflated content is larger than allowed ({detail}).",
  ),
  "zip-too-many-entries": file(
    "tệp nén chứa quá nhiều mục ({detail}).",
    "the archive holds too many entries ({detail}).",
  ),
  "zip-duplicate-entry": file(
    "tệp nén có hai mục trùng tên ({detail}).",
    "the archive has two entries of one name ({detail}).",
  ),
  "zip-overlap": file(
    "các mục trong tệp nén chồng lên nhau ({detail}).",
    "entries of the archive overlap ({detail}).",
  ),
  "zip-method-unsupported": file(
    "kiểu nén không hỗ trợ ({detail}).",
    "compression method not supported ({detail}).",
  ),
  "zip-crc-mismatch": file(
    "nội dung trong tệp nén sai mã kiểm tra ({detail}).",
    "content of the archive fails its checksum ({detail}).",
  ),
  "zip-size-mismatch": file(
    "kích thước trong tệp nén không khớp ({detail}).",
    "sizes in the archive disagree ({detail}).",
  ),
  "zip-multi-disk": file("tệp nén chia nhiều phần.", "the archive is split over several volumes."),
  "zip-no-tables": file("tệp nén không có bảng dữ liệu nào.", "the archive holds no table."),
  "too-many-rows": file("số dòng vượt mức cho phép ({detail}).", "more rows than allowed ({detail})."),
  "too-many-columns": file("số cột vượt mức cho phép ({detail}).", "more columns than allowed ({detail})."),
  "too-many-sheets": file(
    "số trang tính vượt mức cho phép ({detail}).",
    "more sheets than allowed ({detail}).",
  ),
  "too-many-strings": file(
    "bảng chuỗi của tệp Excel vượt mức cho phép ({detail}).",
    "the string table is larger than allowed ({detail}).",
  ),
  "too-many-issues": file(
    "quá nhiều ô lỗi ({detail}); tệp hỏng hoặc sai bảng mã.",
    "too many faulty cells ({detail}); the file is damaged or its encoding is wrong.",
  ),
  "csv-unclosed-quote": file(
    "dấu nháy kép mở mà không đóng ({detail}).",
    "a double quote is opened and never closed ({detail}).",
  ),
  "csv-broken-quotes": file(
    "dấu nháy kép đặt sai làm dính nhiều dòng ({detail}).",
    "a misplaced double quote glues several lines together ({detail}).",
  ),
  "csv-binary": file("tệp không phải văn bản ({detail}).", "the file is not text ({detail})."),
  "delimiter-unsure": file(
    "không chắc dấu phân cách cột; hãy chọn.",
    "unsure which column delimiter is used; please choose.",
  ),
  "encoding-unsure": file(
    "không chắc bảng mã tiếng Việt của tệp; hãy chọn.",
    "unsure which Vietnamese encoding the file uses; please choose.",
  ),
  "font-unsure": file(
    "chữ có vẻ được gõ bằng phông cũ (TCVN3/ABC hoặc VNI), ví dụ “{detail}”; hãy chọn.",
    "the text seems to be typed with an old font (TCVN3/ABC or VNI), e.g. “{detail}”; please choose.",
  ),
  "json-malformed": file("JSON bị hỏng ({detail}).", "the JSON is damaged ({detail})."),
  "json-too-deep": file("JSON lồng nhau quá sâu.", "the JSON is nested too deeply."),
  "json-no-table": file("JSON không chứa danh sách bản ghi nào.", "the JSON holds no list of records."),
  "parser-timeout": file(
    "đọc tệp quá lâu nên đã dừng ({detail}).",
    "reading took too long and was stopped ({detail}).",
  ),
  "parser-crashed": file(
    "bộ đọc dừng đột ngột khi đọc tệp này ({detail}).",
    "the reader died on this file ({detail}).",
  ),

  "csv-row-too-wide": row(
    "dòng có nhiều cột hơn các dòng khác ({detail}), có thể lệch cột.",
    "the row has more columns than the others ({detail}); columns may be shifted.",
  ),
  "csv-row-too-narrow": row(
    "dòng có ít cột hơn các dòng khác ({detail}).",
    "the row has fewer columns than the others ({detail}).",
  ),
  "bom-inside": row(
    "trước dòng này có dấu đầu tệp (BOM); có vẻ nhiều tệp được ghép lại.",
    "a byte order mark stands before this row; several files seem to be glued together.",
  ),
  "csv-row-broken": row(
    "dòng bị ngắt làm nhiều dòng ({detail}).",
    "the row is broken over several lines ({detail}).",
  ),

  "cell-too-long": cell("ô dài hơn mức cho phép ({detail}).", "the cell is longer than allowed ({detail})."),
  "nul-character": cell("ô chứa ký tự rỗng (NUL).", "the cell holds a NUL character."),
  "replacement-character": cell(
    "ô chứa ký tự đã hỏng (�) từ nơi gửi: “{detail}”.",
    "the cell holds a character already lost (�) at the sender: “{detail}”.",
  ),
  "lone-surrogate": cell("ô chứa nửa ký tự Unicode.", "the cell holds half of a Unicode character."),
  mojibake: cell(
    "ô bị lỗi phông do lưu sai bảng mã: “{detail}”.",
    "the cell was garbled by saving in the wrong encoding: “{detail}”.",
  ),
  "invalid-bytes": cell(
    "ô có byte không hợp bảng mã của tệp: “{detail}”.",
    "the cell has bytes that don't fit the file's encoding: “{detail}”.",
  ),
  "csv-stray-quote": cell(
    "có chữ sau dấu nháy kép đóng: “{detail}”.",
    "text after a closing double quote: “{detail}”.",
  ),
  "json-duplicate-key": cell(
    "một khóa xuất hiện hai lần với giá trị khác nhau ({detail}).",
    "a key appears twice with different values ({detail}).",
  ),
  "date-phantom": cell("ngày 29/02/1900 không có thật.", "29 February 1900 never existed."),
  "date-out-of-range": cell(
    "số ngày của Excel nằm ngoài lịch ({detail}).",
    "the Excel day number is outside the calendar ({detail}).",
  ),
  "date-malformed": cell("ngày không đúng chuẩn ({detail}).", "malformed date ({detail})."),
  "formula-without-value": cell(
    "công thức chưa được tính; hãy mở bằng Excel rồi lưu lại.",
    "the formula has no stored value; open the file in Excel and save it.",
  ),
  "number-malformed": cell(
    "ô số nhưng nội dung không phải số ({detail}).",
    "a number cell that holds no number ({detail}).",
  ),
  "boolean-malformed": cell(
    "ô đúng/sai nhưng nội dung khác 0 và 1 ({detail}).",
    "a boolean cell that is neither 0 nor 1 ({detail}).",
  ),
  "shared-string-missing": cell(
    "ô trỏ tới chuỗi không có trong tệp ({detail}).",
    "the cell points to a string the file doesn't have ({detail}).",
  ),
  "cell-type-unknown": cell("kiểu ô lạ ({detail}).", "unknown cell type ({detail})."),
  "cell-duplicate": cell("ô xuất hiện hai lần trong tệp.", "the cell appears twice in the file."),
} as const satisfies Record<string, Reason>;

export type ReasonCode = keyof typeof reasons;

export type ReasonPlace = { file: string; sheet?: string; row?: number; column?: string; detail?: string };

/** One sentence for a person. `lang` picks the language; unknown places vanish with their bracket. */
export function describeReason(code: ReasonCode, lang: "vi" | "en", place: ReasonPlace): string {
  const values: Record<string, string | number | undefined> = place;
  const fill = (text: string) =>
    text.replace(/\{(\w+)\}/g, (_, name: string) =>
      String(values[name] ?? (lang === "vi" ? "không rõ" : "unknown")),
    );
  return fill(
    reasons[code][lang].replace(/\[([^[\]{}]*\{(\w+)\}[^[\]{}]*)\]/g, (_, inner: string, name: string) =>
      values[name] === undefined || values[name] === "" ? "" : inner,
    ),
  );
}

/** 1 → A, 27 → AA: how Excel names a column. */
export function columnName(columnNo: number): string {
  let name = "";
  for (let rest = columnNo; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    name = String.fromCharCode(65 + ((rest - 1) % 26)) + name;
  }
  return name;
}
