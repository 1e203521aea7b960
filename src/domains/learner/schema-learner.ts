import { dataset, type Infer } from "../dictionary/dataset.ts";
import {
  boolean,
  code,
  email,
  id,
  nationalId,
  personName,
  phone,
  plainDate,
  reference,
  text,
} from "../dictionary/field.ts";

export const Learner = dataset("learner", {
  group: "learner",
  title: { vi: "Học sinh", en: "Learner" },
  grain: { vi: "Mỗi người học một dòng, suốt đời", en: "one row per learner, for life" },
  origin: "vendor",
  key: ["learnerId"],
  distributedBy: "learnerId",
  schoolField: "schoolId",
  fields: {
    learnerId: id("learner").meta({ aliases: ["Mã bản ghi học sinh"] }),
    learnerCode: text(40)
      .optional()
      .meta({
        aliases: [
          "Mã học sinh",
          "Mã HS",
          "Mã số học sinh",
          "Mã định danh học sinh",
          "Mã định danh HS",
          "Mã định danh Bộ GD&ĐT",
          "Mã định danh Bộ",
          "Mã định danh CSDL ngành",
          "Mã định danh BGD",
          "Mã MOET",
          "Mã học sinh CSDL",
          "Mã trẻ",
          "Mã học viên",
          "Mã số HS",
          "student code",
          "studentCode",
          "student id",
          "maHocSinh",
          "maHS",
          "Số đăng bộ",
          "Số danh bộ",
          "sourcedId",
          "studentSourcedId",
          "userSourcedId",
        ],
        pii: "quasi",
        authority: "department",
        note: {
          vi: "Một mã cho mỗi người, không đổi qua các cấp học (TT 42/2021 Đ.10)",
          en: "one code a person, kept across school levels (TT 42/2021 Art. 10)",
        },
        tag: "found",
        example: "3100123456",
      }),
    lifelongLearningId: text(35)
      .optional()
      .meta({
        aliases: ["Mã số hồ sơ học tập suốt đời", "Mã hồ sơ học tập suốt đời", "Mã HSHT suốt đời"],
        pii: "quasi",
        authority: "population",
        note: {
          vi: "Cấp theo số định danh sau khi đối chiếu CSDL dân cư; cấp xong cho mọi người trước 01/01/2027 (NĐ 88/2026 Đ.8, 9)",
          en: "issued by national id after the check against the population database (NĐ 88/2026 Art. 8-9)",
        },
        tag: "found",
      }),
    nationalId: nationalId()
      .optional()
      .meta({
        aliases: [
          "Số định danh cá nhân",
          "Số ĐDCN",
          "Số CCCD",
          "CCCD",
          "Số căn cước công dân",
          "Số căn cước",
          "Căn cước công dân",
          "Mã định danh cá nhân",
          "Mã định danh",
          "Mã ĐDCN",
          "Số định danh",
          "Số ĐDCN/CMND",
          "Số ĐDCN/CCCD",
          "Số CCCD/ĐDCN",
          "Số CMND/CCCD",
          "CMND/CCCD",
          "Số CMND",
          "Số CMTND/TCCCD",
          "Số định danh cá nhân/CCCD",
          "Mã định danh công dân",
          "Mã số định danh",
          "national id",
          "nationalId",
          "citizen id",
          "citizenId",
          "cccd_number",
          "CCCD/ĐDCN",
          "Số CMND/CCCD/ĐDCN",
          "soDinhDanh",
          "soCCCD",
          "identifier",
          "identityNumber",
        ],
        pii: "direct",
        authority: "population",
        tag: "found",
        example: "031315001234",
      }),
    fullName: personName().meta({
      aliases: [
        "Họ và tên",
        "Họ tên",
        "Họ tên HS",
        "Họ tên học sinh",
        "Họ và tên học sinh",
        "Họ và tên HS",
        "Tên học sinh",
        "Họ và tên trẻ",
        "Họ tên trẻ",
        "Họ tên học viên",
        "Họ và tên học viên",
        "Họ và tên khai sinh",
        "Họ, chữ đệm và tên",
        "Họ, tên đệm và tên",
        "Họ tên đầy đủ",
        "full name",
        "fullName",
        "student name",
        "studentName",
        "hoTen",
        "hoVaTen",
      ],
      pii: "direct",
      authority: "population",
      example: "Nguyễn Thị Hoa",
    }),
    givenName: text(40)
      .optional()
      .meta({
        title: { vi: "Tên", en: "Given name" },
        pii: "direct",
        authority: "population",
        note: { vi: "Để xếp danh sách theo tên", en: "Vietnamese lists are sorted by it" },
      }),
    birthDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày sinh",
          "Ngày tháng năm sinh",
          "Ngày, tháng, năm sinh",
          "Ngày/tháng/năm sinh",
          "Sinh ngày",
          "NTNS",
          "N.Sinh",
          "NS",
          "Năm sinh",
          "Ngày sinh (dd/mm/yyyy)",
          "date of birth",
          "birthday",
          "birth date",
          "birthDate",
          "dob",
          "ngaySinh",
        ],
        pii: "quasi",
        authority: "population",
        example: "2015-09-05",
      }),
    birthPrecision: code("birthPrecision")
      .optional()
      .meta({
        aliases: ["Độ chính xác ngày sinh", "Mức ngày sinh"],
        authority: "population",
        note: {
          vi: "Ngày sinh trên giấy tờ có thể chỉ có năm, hoặc tháng và năm",
          en: "papers may show only a year, or month and year; the date is then the first day of it",
        },
      }),
    sex: code("sex")
      .optional()
      .meta({
        aliases: [
          "Giới tính",
          "Giới",
          "GT",
          "Phái",
          "Nam/Nữ",
          "Giới tính (Nam/Nữ)",
          "sex",
          "gender",
          "gioiTinh",
        ],
        pii: "quasi",
        authority: "population",
      }),
    ethnicity: code("ethnicity")
      .optional()
      .meta({
        aliases: ["Dân tộc", "Tên dân tộc", "Thành phần dân tộc", "ethnicity", "ethnic", "danToc"],
        pii: "sensitive",
        authority: "population",
      }),
    religion: code("religion")
      .optional()
      .meta({
        aliases: ["Tôn giáo", "TG", "religion", "tonGiao"],
        pii: "sensitive",
        authority: "population",
      }),
    nationality: code("nationality")
      .optional()
      .meta({
        aliases: ["Quốc tịch", "QT", "nationality", "quocTich", "countryOfCitizenship"],
        pii: "quasi",
        authority: "population",
      }),
    birthPlace: text(250)
      .optional()
      .meta({
        aliases: [
          "Nơi sinh",
          "Nơi đăng ký khai sinh",
          "Nơi khai sinh",
          "birthplace",
          "cityOfBirth",
          "noiSinh",
        ],
        pii: "quasi",
        authority: "population",
      }),
    hometown: text(250)
      .optional()
      .meta({
        aliases: ["Quê quán", "Nguyên quán", "hometown", "queQuan"],
        pii: "quasi",
        authority: "population",
      }),
    documentType: code("documentType")
      .optional()
      .meta({ aliases: ["Loại giấy tờ", "Loại giấy tờ tùy thân", "document type"], authority: "population" }),
    documentNumber: text(40)
      .optional()
      .meta({
        aliases: ["Số giấy tờ", "Số giấy tờ tùy thân", "Số hộ chiếu", "Số giấy khai sinh", "document number"],
        pii: "direct",
        authority: "population",
      }),
    phone: phone()
      .optional()
      .meta({
        aliases: [
          "Số điện thoại",
          "SĐT",
          "Điện thoại",
          "Số ĐT",
          "Điện thoại liên hệ",
          "SĐT liên hệ",
          "Số điện thoại học sinh",
          "SĐT học sinh",
          "Điện thoại di động",
          "phone",
          "sms",
          "dienThoai",
        ],
        pii: "direct",
        authority: "school",
      }),
    email: email()
      .optional()
      .meta({
        aliases: ["Email", "Thư điện tử", "Hòm thư", "Email học sinh", "E-mail"],
        pii: "direct",
        authority: "school",
      }),
    unionMember: code("unionMember")
      .optional()
      .meta({
        aliases: [
          "Đội viên/Đoàn viên",
          "Đội viên, Đoàn viên",
          "Đoàn/Đội",
          "Đoàn viên",
          "Đội viên",
          "Là đội viên/đoàn viên",
          "Đoàn đội",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    swims: boolean()
      .optional()
      .meta({
        aliases: ["Biết bơi", "Học sinh biết bơi", "Bơi", "HS biết bơi"],
        authority: "school",
        tag: "found",
      }),
    fatherMinority: boolean()
      .optional()
      .meta({
        aliases: ["Cha dân tộc thiểu số", "Bố dân tộc thiểu số", "Có cha là người DTTS", "Có cha dân tộc"],
        pii: "sensitive",
        authority: "school",
        tag: "found",
      }),
    motherMinority: boolean()
      .optional()
      .meta({
        aliases: ["Mẹ dân tộc thiểu số", "Có mẹ là người DTTS", "Có mẹ dân tộc"],
        pii: "sensitive",
        authority: "school",
        tag: "found",
      }),
    schoolId: reference("school")
      .optional()
      .meta({
        title: { vi: "Trường đang học", en: "Current school" },
        authority: "school",
        note: {
          vi: "Trường gửi dòng mới nhất; lịch sử ở bộ dữ liệu quá trình học",
          en: "the school of the freshest roster row; history stands in enrolment",
        },
      }),
  },
});
export type Learner = Infer<typeof Learner>;
