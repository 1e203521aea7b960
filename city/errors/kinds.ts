/**
 * The kinds of mistakes planted, and what each does. `deviates`: the printed field differs from the population
 * registry even after the comparison of the handbook (§2: NFC, case, spacing, tone placement); `cosmetic` ones
 * differ only before it. Both count in "a field deviates from the registry" (7-12 % of learners).
 */
export const ERROR_KINDS = {
  accentsLost: { group: "deviates", note: "họ tên mất dấu" },
  namePartsSwapped: { group: "deviates", note: "đảo phần của họ tên" },
  strokeConfused: { group: "deviates", note: "đ/Đ thành d/D hoặc ð/Ð" },
  toneWrong: { group: "deviates", note: "sai hoặc thiếu một dấu thanh" },
  dayMonthSwapped: { group: "deviates", note: "đảo ngày và tháng sinh" },
  dayWrong: { group: "deviates", note: "sai ngày sinh" },
  impossibleDate: { group: "deviates", note: "ngày sinh không có thật" },
  wrongSex: { group: "deviates", note: "sai giới tính" },
  idTypo: { group: "deviates", note: "sai một chữ số của số định danh" },
  idTransposed: { group: "deviates", note: "đảo hai chữ số liền nhau của số định danh" },
  idLostZero: { group: "deviates", note: "số định danh thành số, mất số 0 đầu" },
  idScientific: { group: "deviates", note: "số định danh thành dạng 3.1315E+10" },
  idOfSibling: { group: "deviates", note: "mang số định danh của anh chị em" },
  nfd: { group: "cosmetic", note: "họ tên ở dạng Unicode tổ hợp (NFD)" },
  tonePlacement: { group: "cosmetic", note: "kiểu bỏ dấu hòa/hoà" },
  trailingSpace: { group: "cosmetic", note: "thừa khoảng trắng ở cuối" },
  doubleSpace: { group: "cosmetic", note: "thừa khoảng trắng ở giữa" },
  upperCase: { group: "cosmetic", note: "họ tên viết hoa toàn bộ" },
  idSpaced: { group: "cosmetic", note: "số định danh có khoảng trắng" },
  idMissing: { group: "missing", note: "nguồn không có số định danh dù đã được cấp" },
  unknownCode: { group: "content", note: "giá trị không có trong danh mục" },
  wrongGrade: { group: "content", note: "khối không khớp lớp" },
  duplicateInFile: { group: "row", note: "người học có hai dòng trong một file" },
  duplicateAcross: { group: "row", note: "người học có thêm dòng ở hệ thống thứ hai" },
  staleTransfer: { group: "row", note: "đã chuyển trường, trường cũ vẫn ghi đang học" },
  noIdNoPapers: { group: "noId", note: "chưa có giấy tờ hợp lệ nên chưa được cấp số" },
  noIdOrphan: { group: "noId", note: "mồ côi, hoàn cảnh đặc biệt" },
  noIdForeigner: { group: "noId", note: "người nước ngoài" },
  noIdWrongSex: { group: "noId", note: "số định danh được cấp theo giới tính sai" },
  noIdNewcomer: { group: "noId", note: "mới chuyển đến từ tỉnh khác" },
  noIdNotSynchronised: { group: "noId", note: "phần mềm của trường chưa đồng bộ" },
} as const;

export type ErrorKind = keyof typeof ERROR_KINDS;

/** One mistake of one printed row; `column` is of the intake vocabulary, "" for the row as a whole. */
export type PlantedError = { kind: ErrorKind; column: string; trueValue: string; writtenValue: string };
