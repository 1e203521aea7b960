import type { Purpose } from "./purpose.ts";

/** What the data of staff, and the program's own account of its work, are for. */
export const staffPurposes: readonly Purpose[] = [
  {
    id: "staff-management",
    title: {
      vi: "Quản lý viên chức: tuyển dụng, bố trí, lương, đánh giá",
      en: "Managing staff: hiring, posts, pay, rating",
    },
    basis: "statutory",
    legalBasis: "TT 45/2026; NĐ 93/2026; hồ sơ viên chức theo Luật Viên chức [memory]",
    tag: "memory",
    needs: {
      staffMember: [
        "staffCode",
        "nationalId",
        "fullName",
        "birthDate",
        "sex",
        "ethnicity",
        "religion",
        "nationality",
        "phone",
        "email",
        "partyMember",
        "tradeUnionMember",
        "socialInsuranceNumber",
        "professionalStandard",
        "yearlyRating",
        "discipline",
      ],
      employment: ["staffCode"],
      staffTitle: ["payStep", "salaryCoefficient", "payStepDate"],
    },
    recipients: ["school", "commune", "department", "ministry"],
    keep: "keep-staff-file",
  },
  {
    id: "school-directory",
    title: { vi: "Danh bạ trường: ai đứng đầu trường", en: "Directory of schools: who heads a school" },
    basis: "statutory",
    legalBasis: "Thông tin phải công khai của cơ sở giáo dục (TT 09/2024) [memory]",
    tag: "memory",
    needs: { school: ["principalName"] },
    recipients: ["public"],
    keep: "keep-current-only",
  },
  {
    id: "file-account",
    title: {
      vi: "Trả lại trường những ô, dòng không dùng được để sửa",
      en: "Telling schools which cells could not be used",
    },
    basis: "statutory",
    legalBasis: "Luật 91/2025: dữ liệu phải chính xác; Đề án: làm sạch dữ liệu",
    tag: "design",
    needs: { rowRejection: ["raw"] },
    recipients: ["school", "department", "processor"],
    keep: "keep-rejection",
  },
  {
    id: "change-account",
    title: { vi: "Giải trình ai đã đổi gì trong hồ sơ", en: "Account of who changed what in a record" },
    basis: "statutory",
    legalBasis: "Luật 91/2025: nhật ký xử lý; NĐ 88/2026",
    tag: "design",
    needs: {
      changeLog: ["before", "after"],
      correction: ["before", "after", "reason", "correctedByName", "undoneByName"],
      approvedException: ["reason", "document", "revokeReason"],
      reconciliationCase: ["exceptionRequest"],
    },
    recipients: ["department"],
    keep: "keep-with-record",
  },
];

/**
 * What schools want to do beyond their tasks: nothing of it happens without consent, given for this purpose and this
 * text (handbook §10). No dataset holds any of it today.
 */
export const consentPurposes: readonly Purpose[] = [
  {
    id: "face-attendance",
    title: { vi: "Điểm danh bằng khuôn mặt", en: "Attendance by face" },
    basis: "consent",
    legalBasis: "NĐ 356/2025 (dữ liệu sinh trắc học); phải có cách điểm danh khác cho người không đồng ý",
    tag: "found",
    needs: {},
    needsElsewhere: { vi: "Mẫu khuôn mặt; xóa khi thôi học hoặc rút đồng ý", en: "Face templates" },
    recipients: ["school", "processor"],
    keep: "keep-until-withdrawn",
    childAgrees: true,
  },
  {
    id: "outside-apps",
    title: { vi: "Ứng dụng ngoài nhiệm vụ của nhà trường", en: "Apps outside the school's tasks" },
    basis: "consent",
    legalBasis: "NĐ 88/2026 Đ.4: ứng dụng ngoài nhiệm vụ luật định cần đồng ý",
    tag: "found",
    needs: {},
    needsElsewhere: {
      vi: "Họ tên, lớp, tài khoản trong ứng dụng",
      en: "Name, class, account in the app",
    },
    recipients: ["processor"],
    keep: "keep-until-withdrawn",
    childAgrees: true,
  },
  {
    id: "public-photos",
    title: { vi: "Đăng ảnh, bài của người học lên mạng", en: "Publishing photos and works of learners" },
    basis: "consent",
    legalBasis: "Luật 91/2025 (hình ảnh cá nhân của trẻ em) [memory]",
    tag: "memory",
    needs: {},
    needsElsewhere: { vi: "Hình ảnh, bài làm", en: "Pictures, works" },
    recipients: ["public"],
    keep: "keep-until-withdrawn",
    childAgrees: true,
  },
];
