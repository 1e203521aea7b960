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

export const StaffMember = dataset("staffMember", {
  group: "staff",
  title: { vi: "Cán bộ, giáo viên, nhân viên", en: "Staff member" },
  grain: { vi: "Mỗi người một dòng, suốt đời", en: "one row per person working in education, for life" },
  origin: "vendor",
  key: ["staffId"],
  distributedBy: "staffId",
  schoolField: "schoolId",
  fields: {
    staffId: id("staffMember").meta({ aliases: ["Mã bản ghi cán bộ"] }),
    staffCode: text(40)
      .optional()
      .meta({
        aliases: [
          "Mã cán bộ",
          "Mã số cán bộ",
          "Mã CBGV/NV",
          "Mã GV/NV",
          "Mã cán bộ, giáo viên",
          "Mã giáo viên",
          "Mã GV",
          "Mã CB",
          "Mã nhân viên",
          "Mã NV",
          "Mã CBGV",
          "Mã CBGVNV",
          "Mã viên chức",
          "Mã định danh giáo viên",
          "Mã định danh CSDL ngành",
          "Mã định danh Bộ GD&ĐT",
          "Mã CBVC",
          "Mã hồ sơ",
          "staff code",
          "staffCode",
          "teacher code",
          "maCanBo",
          "maGiaoVien",
        ],
        pii: "quasi",
        authority: "department",
      }),
    nationalId: nationalId()
      .optional()
      .meta({
        aliases: [
          "Số định danh cá nhân",
          "Số CCCD",
          "CMND/TCC",
          "CMTND/TCC",
          "Số CMTND/CCCD",
          "CMND/CCCD/Hộ chiếu",
          "Số CMND/CCCD/Hộ chiếu",
          "CCCD",
          "Số căn cước công dân",
          "Số căn cước",
          "Căn cước công dân",
          "Mã định danh cá nhân",
          "Số ĐDCN",
          "Số ĐDCN/CMND",
          "Số ĐDCN/CCCD",
          "CMND/CCCD",
          "Số CMND/CCCD",
          "Số CMND",
          "CMND",
          "Số CMTND",
          "Mã định danh công dân",
          "national id",
          "nationalId",
          "soCCCD",
        ],
        pii: "direct",
        authority: "population",
        tag: "found",
        example: "031185001234",
      }),
    fullName: personName().meta({
      aliases: [
        "Họ và tên",
        "Họ tên",
        "Họ tên cán bộ",
        "Họ và tên cán bộ",
        "Họ tên giáo viên",
        "Họ và tên giáo viên",
        "Họ tên GV",
        "Họ và tên GV",
        "Họ tên CBGVNV",
        "Họ và tên CB, GV, NV",
        "Họ tên nhân viên",
        "Tên cán bộ",
        "Tên giáo viên",
        "Họ và tên khai sinh",
        "full name",
        "fullName",
        "hoTen",
        "hoVaTen",
      ],
      pii: "direct",
      authority: "population",
      example: "Trần Văn Bình",
    }),
    birthDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày sinh",
          "Ngày tháng năm sinh",
          "Ngày, tháng, năm sinh",
          "NTNS",
          "N.Sinh",
          "Sinh ngày",
          "birthDate",
          "dob",
          "ngaySinh",
        ],
        pii: "quasi",
        authority: "population",
        example: "1985-03-20",
      }),
    sex: code("sex")
      .optional()
      .meta({
        aliases: ["Giới tính", "Giới", "GT", "Phái", "Nam/Nữ", "Nữ", "sex", "gender", "gioiTinh"],
        pii: "quasi",
        authority: "population",
      }),
    ethnicity: code("ethnicity")
      .optional()
      .meta({
        aliases: ["Dân tộc", "Thành phần dân tộc", "ethnicity", "danToc"],
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
        aliases: ["Quốc tịch", "QT", "nationality", "quocTich"],
        pii: "quasi",
        authority: "population",
      }),
    phone: phone()
      .optional()
      .meta({
        aliases: [
          "Điện thoại",
          "Số điện thoại",
          "SĐT",
          "Di động",
          "Điện thoại di động",
          "ĐTDĐ",
          "SĐT liên hệ",
          "phone",
          "mobile",
          "dienThoai",
        ],
        pii: "direct",
        authority: "school",
        tag: "found",
      }),
    email: email()
      .optional()
      .meta({
        aliases: ["Email", "E-mail", "Thư điện tử", "Email công vụ", "Địa chỉ email", "Hòm thư"],
        pii: "direct",
        authority: "school",
        tag: "found",
      }),
    partyMember: boolean()
      .optional()
      .meta({
        aliases: ["Đảng viên", "Là đảng viên", "ĐV", "Đảng viên ĐCSVN", "partyMember"],
        // Political opinion is sensitive data in Law 91/2025.
        pii: "sensitive",
        authority: "school",
        tag: "found",
      }),
    tradeUnionMember: boolean()
      .optional()
      .meta({
        aliases: ["Đoàn viên công đoàn", "Công đoàn viên", "Công đoàn", "Đoàn viên CĐ", "tradeUnionMember"],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    socialInsuranceNumber: text(15)
      .optional()
      .meta({
        aliases: [
          "Số sổ BHXH",
          "Số BH xã hội",
          "Mã số bảo hiểm",
          "Mã số BHXH",
          "Số BHXH",
          "Sổ BHXH",
          "Mã BHXH",
          "Số sổ bảo hiểm xã hội",
          "Mã số bảo hiểm xã hội",
          "socialInsuranceNumber",
        ],
        pii: "direct",
        authority: "school",
        tag: "found",
      }),
    professionalStandard: code("standardLevel")
      .optional()
      .meta({
        aliases: [
          "Chuẩn nghề nghiệp",
          "Chuẩn nghề nghiệp giáo viên",
          "Kết quả đánh giá chuẩn nghề nghiệp",
          "Đánh giá chuẩn NN",
          "Kết quả chuẩn NN giáo viên",
          "Kết quả chuẩn nghề nghiệp",
          "Đánh giá chuẩn nghề nghiệp",
          "Xếp loại chuẩn nghề nghiệp",
          "Đánh giá theo chuẩn",
          "KQ chuẩn NN",
          "professionalStandard",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    yearlyRating: code("yearlyRating")
      .optional()
      .meta({
        aliases: [
          "Xếp loại viên chức",
          "Đánh giá viên chức",
          "Xếp loại cuối năm",
          "Đánh giá xếp loại viên chức",
          "Kết quả đánh giá viên chức",
          "Mức độ hoàn thành nhiệm vụ",
          "Xếp loại chất lượng viên chức",
          "yearlyRating",
        ],
        pii: "quasi",
        authority: "school",
        tag: "found",
      }),
    excellentTeacher: code("excellentTeacherLevel")
      .optional()
      .meta({
        aliases: [
          "GV dạy giỏi",
          "Giáo viên dạy giỏi",
          "GVDG",
          "Giáo viên giỏi",
          "GV giỏi",
          "GVG",
          "Danh hiệu giáo viên giỏi",
          "excellentTeacher",
        ],
        authority: "school",
        tag: "found",
      }),
    rewards: text(1000)
      .optional()
      .meta({
        aliases: ["Khen thưởng", "Hình thức khen thưởng", "Danh hiệu thi đua"],
        authority: "school",
        tag: "found",
      }),
    discipline: text(1000)
      .optional()
      .meta({
        aliases: ["Kỷ luật", "Kỉ luật", "Hình thức kỷ luật"],
        pii: "sensitive",
        sealed: true,
        authority: "school",
        tag: "found",
      }),
    digitalCompetence: code("digitalCompetenceLevel")
      .optional()
      .meta({
        aliases: [
          "Năng lực số",
          "Mức năng lực số",
          "Khung năng lực số",
          "Mức độ năng lực số",
          "digitalCompetence",
        ],
        authority: "school",
        tag: "found",
        note: {
          vi: "TT 18/2026: 6 miền, 20 năng lực, 3 mức",
          en: "TT 18/2026: 6 domains, 20 competences, 3 levels",
        },
      }),
    digitalSignature: boolean()
      .optional()
      .meta({
        aliases: ["Chữ ký số", "Có chữ ký số", "CKS", "Đã cấp chữ ký số", "Chứng thư số", "digitalSignature"],
        authority: "school",
      }),
    schoolId: reference("school")
      .optional()
      .meta({
        title: { vi: "Trường đang làm việc", en: "Current school" },
        authority: "school",
        note: {
          vi: "Trường gửi dòng mới nhất; các nơi làm việc ở bộ dữ liệu quá trình công tác",
          en: "the school of the freshest row; all posts stand in employment",
        },
      }),
  },
});
export type StaffMember = Infer<typeof StaffMember>;
