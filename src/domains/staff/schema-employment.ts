import { dataset, type Infer } from "../dictionary/dataset.ts";
import { code, codes, decimal, id, integer, plainDate, reference, text } from "../dictionary/field.ts";

export const Employment = dataset("employment", {
  group: "staff",
  title: { vi: "Vị trí công tác", en: "Employment" },
  grain: { vi: "Mỗi người, mỗi trường một dòng", en: "one row per staff member and school" },
  origin: "vendor",
  key: ["staffId", "schoolId"],
  distributedBy: "staffId",
  schoolField: "schoolId",
  fields: {
    staffId: id("staffMember"),
    schoolId: reference("school").meta({ title: { vi: "Trường", en: "School" } }),
    staffCode: text(40)
      .optional()
      .meta({
        title: { vi: "Mã cán bộ ở trường", en: "Code at the school" },
        pii: "quasi",
        authority: "school",
      }),
    staffGroup: code("staffGroup")
      .optional()
      .meta({
        aliases: [
          "Nhóm",
          "Nhóm cán bộ",
          "Loại CBGVNV",
          "Loại cán bộ, giáo viên",
          "Đối tượng",
          "Loại cán bộ",
          "Nhóm CBGVNV",
          "Nhóm đối tượng",
          "CBQL/GV/NV",
          "staffGroup",
        ],
        authority: "school",
        tag: "found",
      }),
    positionTitle: code("positionTitle")
      .optional()
      .meta({
        aliases: [
          "Vị trí việc làm",
          "Nhóm chức vụ",
          "Chức vụ hiện tại",
          "Chức danh/Chức vụ",
          "Chức vụ (chức danh)",
          "Chức danh công việc",
          "Chức vụ",
          "Chức danh",
          "Vị trí",
          "VTVL",
          "Chức vụ/Chức danh",
          "Chức vụ, vị trí việc làm",
          "Công việc",
          "Vị trí công tác",
          "positionTitle",
          "chucVu",
        ],
        authority: "school",
      }),
    contractForm: code("contractForm")
      .optional()
      .meta({
        aliases: [
          "Hình thức hợp đồng",
          "Hình thức HĐ",
          "Loại hình hợp đồng",
          "Chế độ hợp đồng",
          "Diện hợp đồng",
          "Loại hợp đồng",
          "HTHĐ",
          "Hợp đồng",
          "Biên chế/Hợp đồng",
          "Hình thức tuyển dụng",
          "Loại HĐ",
          "contractForm",
        ],
        authority: "school",
        tag: "memory",
      }),
    employmentStatus: code("employmentStatus")
      .optional()
      .meta({
        aliases: [
          "Trạng thái làm việc",
          "Trạng thái cán bộ",
          "Trạng thái CB",
          "Tình trạng cán bộ",
          "Trạng thái",
          "Tình trạng",
          "Tình trạng công tác",
          "Trạng thái công tác",
          "Tình trạng làm việc",
          "employmentStatus",
        ],
        authority: "school",
        tag: "found",
      }),
    recruitDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày tuyển dụng",
          "Ngày vào ngành",
          "Ngày vào biên chế",
          "Ngày được tuyển dụng",
          "recruitDate",
        ],
        authority: "school",
        tag: "found",
      }),
    recruitAgency: text(200)
      .optional()
      .meta({
        aliases: ["Cơ quan tuyển dụng", "Đơn vị tuyển dụng", "Nơi tuyển dụng", "recruitAgency"],
        authority: "school",
        tag: "found",
      }),
    startDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày về trường",
          "Ngày về trường công tác",
          "Ngày bắt đầu",
          "Ngày vào trường",
          "Ngày nhận công tác",
          "Ngày bắt đầu làm việc",
          "startDate",
        ],
        authority: "school",
      }),
    endDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày nghỉ việc",
          "Ngày chuyển đi",
          "Ngày kết thúc",
          "Ngày thôi việc",
          "Ngày nghỉ hưu",
          "endDate",
        ],
        authority: "school",
      }),
    mainSubject: code("subject")
      .optional()
      .meta({
        aliases: [
          "Môn dạy",
          "Môn dạy chuyên môn",
          "Bộ môn",
          "Môn được phân công",
          "Môn giảng dạy",
          "Môn dạy chính",
          "Môn chính",
          "Dạy môn",
          "Chuyên môn giảng dạy",
          "mainSubject",
          "monDay",
        ],
        authority: "school",
        tag: "found",
      }),
    otherSubjects: codes("subject")
      .optional()
      .meta({
        aliases: [
          "Môn kiêm nhiệm",
          "Môn dạy kiêm nhiệm",
          "Môn dạy thứ hai",
          "Môn dạy 2",
          "Môn dạy khác",
          "Môn dạy kiêm",
          "Môn dạy thêm",
          "Các môn khác",
          "otherSubjects",
        ],
        authority: "school",
        tag: "found",
      }),
    weeklyPeriods: decimal(4, 1, [0, 60])
      .optional()
      .meta({
        aliases: [
          "Số tiết/tuần",
          "Tổng số tiết/tuần",
          "Số tiết",
          "Tiết/tuần",
          "Số tiết dạy/tuần",
          "Số tiết thực dạy",
          "weeklyPeriods",
        ],
        authority: "school",
        unit: "tiết/tuần",
      }),
    sessionsPerDay: integer([1, 2])
      .optional()
      .meta({
        aliases: ["Dạy 1/2 buổi", "Dạy số buổi/ngày", "Số buổi dạy/ngày", "Dạy 2 buổi/ngày"],
        authority: "school",
        tag: "found",
      }),
  },
});
export type Employment = Infer<typeof Employment>;

export const StaffAssignment = dataset("staffAssignment", {
  group: "staff",
  title: { vi: "Nhiệm vụ kiêm nhiệm, điều động, biệt phái", en: "Staff assignment" },
  grain: {
    vi: "Mỗi người, trường, nhiệm vụ một dòng",
    en: "one row per staff member, school and duty beside the post itself",
  },
  origin: "vendor",
  key: ["staffId", "schoolId", "duty"],
  distributedBy: "staffId",
  schoolField: "schoolId",
  fields: {
    staffId: id("staffMember"),
    schoolId: reference("school").meta({
      title: { vi: "Trường làm nhiệm vụ", en: "School of the duty" },
      note: { vi: "Khác trường quản lý khi biệt phái, dạy liên trường", en: "another one when seconded" },
    }),
    duty: code("duty").meta({
      aliases: [
        "Nhiệm vụ kiêm nhiệm",
        "Kiêm nhiệm",
        "Công việc kiêm nhiệm",
        "Nhiệm vụ khác",
        "Chức vụ kiêm nhiệm",
        "concurrentDuty",
      ],
      authority: "school",
      tag: "found",
    }),
    startDate: plainDate()
      .optional()
      .meta({ title: { vi: "Từ ngày", en: "From" }, authority: "school" }),
    endDate: plainDate()
      .optional()
      .meta({ title: { vi: "Đến ngày", en: "To" }, authority: "school" }),
    weeklyPeriods: decimal(4, 1, [0, 60])
      .optional()
      .meta({
        title: { vi: "Số tiết quy đổi mỗi tuần", en: "Periods a week" },
        unit: "tiết/tuần",
        authority: "school",
        note: {
          vi: "Tính vào tổng số tiết (NĐ 93/2026 Đ.13)",
          en: "counted in total periods (NĐ 93/2026 Art. 13)",
        },
      }),
    decisionNumber: text(60)
      .optional()
      .meta({ title: { vi: "Số quyết định", en: "Decision number" }, authority: "department" }),
  },
});
export type StaffAssignment = Infer<typeof StaffAssignment>;
