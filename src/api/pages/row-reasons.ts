import type { Text } from "#src/domains/dictionary/text.ts";

/**
 * Why a cell or a row was not used, for the reasons that arise after parsing: reading values (pipeline
 * 2-standardise), keys of rows (the intakes' `holds`), and feeds. Reasons of parsing have their sentences in
 * 1-landing/parse/reason-codes.ts. A test finds every code that is used.
 */
export const rowReasons: Readonly<Record<string, Text>> = {
  "building-missing": { vi: "Thiếu mã tòa nhà", en: "No building code" },
  "campus-missing": { vi: "Thiếu mã điểm trường", en: "No campus code" },
  "candidate-number-missing": { vi: "Thiếu số báo danh", en: "No candidate number" },
  "class-missing": { vi: "Thiếu tên lớp", en: "No class" },
  "code-unknown": { vi: "Không có trong danh mục", en: "Not in the code set" },
  "date-impossible": { vi: "Ngày này không có trong lịch", en: "There is no such day" },
  "date-incomplete": { vi: "Ngày thiếu ngày hoặc tháng", en: "The date lacks its day or month" },
  "date-malformed": { vi: "Không đọc được thành ngày", en: "Not readable as a date" },
  "date-out-of-range": { vi: "Ngày ngoài khoảng có thể", en: "The date is out of range" },
  "date-two-digit-year": { vi: "Năm chỉ có hai chữ số", en: "The year has two digits only" },
  "email-malformed": { vi: "Không phải địa chỉ email", en: "Not an e-mail address" },
  "equipment-missing": { vi: "Thiếu loại thiết bị", en: "No kind of equipment" },
  "exam-unknown": { vi: "Chưa rõ kỳ thi nào", en: "Which exam is not known" },
  "feed-shrunk": {
    vi: "Nguồn gửi thiếu nhiều dòng, chờ người quyết",
    en: "The feed shrank; waits for a person",
  },
  "id-length": { vi: "Số định danh không đủ 12 chữ số", en: "The id does not have 12 digits" },
  "id-lost-zero": {
    vi: "Số định danh có thể mất số 0 ở đầu; không tự thêm",
    en: "The id may have lost its leading zero; it is not added by guess",
  },
  "id-malformed": { vi: "Số định danh có chữ hoặc dấu lạ", en: "The id holds other signs than digits" },
  "id-old-card": { vi: "Số chứng minh nhân dân cũ 9 chữ số", en: "An old 9-digit card number" },
  "id-scientific": {
    vi: "Excel đã làm tròn số định danh (dạng 1,23E+11); cần gửi lại dạng chữ",
    en: "Excel rounded the id (1.23E+11); send it as text",
  },
  "learner-unidentifiable": {
    vi: "Không có số định danh, mã học sinh, hay họ tên và ngày sinh để biết là ai",
    en: "No id, code, or name with birth date tells who it is",
  },
  "learner-unknown": {
    vi: "Chưa có học sinh này trong hồ sơ; chờ danh sách học sinh của trường",
    en: "No such learner on record yet; waits for the school's list of learners",
  },
  "level-missing": { vi: "Thiếu cấp học", en: "No school level" },
  "level-unknown": { vi: "Mức đánh giá này không có", en: "No such level" },
  "mark-malformed": { vi: "Không đọc được thành điểm", en: "Not readable as a mark" },
  "mark-out-of-range": { vi: "Điểm ngoài khoảng 0 đến 10", en: "The mark is not between 0 and 10" },
  "mark-too-precise": { vi: "Điểm có quá hai chữ số thập phân", en: "The mark has more than two decimals" },
  "name-length": { vi: "Họ tên quá ngắn hoặc quá dài", en: "The name is too short or too long" },
  "name-missing": { vi: "Thiếu tên", en: "No name" },
  "number-malformed": { vi: "Không đọc được thành số", en: "Not readable as a number" },
  "number-out-of-range": { vi: "Số ngoài khoảng có thể", en: "The number is out of range" },
  "number-too-precise": { vi: "Số có quá nhiều chữ số thập phân", en: "The number has too many decimals" },
  "phone-lost-zero": { vi: "Số điện thoại mất số 0 ở đầu", en: "The phone number lost its leading zero" },
  "phone-malformed": { vi: "Không phải số điện thoại", en: "Not a phone number" },
  "room-missing": { vi: "Thiếu mã phòng", en: "No room code" },
  "school-missing": { vi: "Không rõ trường nào", en: "Which school is not known" },
  "school-unknown": { vi: "Trường chưa có trong danh sách của Sở", en: "The school is not in the register" },
  "school-year-malformed": { vi: "Không đọc được thành năm học", en: "Not readable as a school year" },
  "record-key-missing": { vi: "Không rõ bản ghi nào được sửa", en: "Which record is mended is not known" },
  "school-year-missing": { vi: "Không rõ năm học nào", en: "Which school year is not known" },
  "staff-missing": { vi: "Thiếu mã cán bộ", en: "No staff code" },
  "staff-unidentifiable": {
    vi: "Không có số định danh, mã cán bộ, hay họ tên và ngày sinh để biết là ai",
    en: "No id, code, or name with birth date tells who it is",
  },
  "staffMember-unknown": {
    vi: "Chưa có cán bộ, giáo viên này trong hồ sơ; chờ danh sách của trường",
    en: "No such staff member on record yet; waits for the school's list",
  },
  "subject-missing": { vi: "Thiếu môn học", en: "No subject" },
  "subject-unknown": { vi: "Môn học này không có", en: "No such subject" },
  "term-missing": { vi: "Không rõ học kỳ nào", en: "Which term is not known" },
  "text-too-long": { vi: "Chữ dài quá mức cho phép", en: "The text is too long" },
  "unit-code-missing": { vi: "Thiếu mã đơn vị hành chính", en: "No code of the administrative unit" },
  "yes-no-unknown": { vi: "Không đọc được thành có hay không", en: "Not readable as yes or no" },
};
