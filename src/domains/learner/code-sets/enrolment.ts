import { codeSet } from "../../dictionary/code-set.ts";

export const enrolmentStatus = codeSet("enrolmentStatus", {
  title: { vi: "Trạng thái học", en: "Enrolment status" },
  codeSystem: "hoa-phuong",
  tag: "found",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "studying",
      title: { vi: "Đang học", en: "Studying" },
      aliases: ["đang theo học", "hiện đang học", "ĐH", "đi học", "active", "true", "bình thường"],
    },
    {
      code: "transferredIn",
      title: { vi: "Chuyển đến", en: "Transferred in" },
      aliases: [
        "chuyển đến từ trường khác",
        "chuyển đến từ tỉnh khác",
        "chuyển đến kỳ 1",
        "chuyển đến kỳ 2",
        "chuyển đến trong hè",
        "mới chuyển đến",
        "tiếp nhận",
      ],
    },
    {
      code: "transferredOut",
      title: { vi: "Chuyển đi", en: "Transferred out" },
      aliases: [
        "đã chuyển trường",
        "chuyển trường",
        "đã chuyển đi",
        "chuyển đi trường khác",
        "chuyển đi kỳ 1",
        "chuyển đi kỳ 2",
        "chuyển đi trong hè",
        "tobedeleted",
      ],
    },
    {
      code: "left",
      title: { vi: "Thôi học", en: "Left" },
      aliases: [
        "bỏ học",
        "nghỉ học",
        "đã thôi học",
        "đã nghỉ học",
        "xin thôi học",
        "buộc thôi học",
        "inactive",
        "thôi học trong hè",
      ],
    },
    {
      code: "suspended",
      title: { vi: "Bảo lưu", en: "Suspended" },
      aliases: ["tạm nghỉ", "tạm dừng", "bảo lưu kết quả", "nghỉ học tạm thời", "tạm dừng học"],
    },
    {
      code: "graduated",
      title: { vi: "Đã tốt nghiệp", en: "Graduated" },
      aliases: [
        "tốt nghiệp",
        "đã ra trường",
        "hoàn thành cấp học",
        "đã hoàn thành cấp học",
        "ra trường",
        "hoàn thành chương trình",
      ],
    },
    { code: "deceased", title: { vi: "Đã mất", en: "Deceased" }, aliases: ["tử vong", "qua đời", "đã chết"] },
  ],
});

export const entryKind = codeSet("entryKind", {
  title: { vi: "Hình thức vào trường", en: "Kind of entry" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "newIntake",
      title: { vi: "Tuyển mới", en: "New intake" },
      aliases: [
        "tuyển sinh",
        "nhập học",
        "nhập học mới",
        "xét tuyển",
        "vào đầu cấp",
        "tuyển mới đầu cấp",
        "mới tuyển",
        "trúng tuyển",
      ],
    },
    {
      code: "examIntake",
      title: { vi: "Thi tuyển", en: "By exam" },
      aliases: ["thi", "thi vào 10", "thi tuyển sinh"],
    },
    {
      code: "directIntake",
      title: { vi: "Tuyển thẳng", en: "Direct admission" },
      aliases: ["xét tuyển thẳng"],
    },
    {
      code: "transferIn",
      title: { vi: "Chuyển đến", en: "Transfer in" },
      aliases: ["chuyển trường đến", "chuyển trường", "chuyển đến từ trường khác", "tiếp nhận chuyển trường"],
    },
    {
      code: "promoted",
      title: { vi: "Lên lớp", en: "Moved up" },
      aliases: ["được lên lớp", "từ lớp dưới lên"],
    },
    {
      code: "retained",
      title: { vi: "Lưu ban", en: "Retained" },
      aliases: ["ở lại lớp", "học lại", "ở lại"],
    },
    {
      code: "returned",
      title: { vi: "Học trở lại", en: "Returned" },
      aliases: ["xin học lại", "đi học lại", "hết bảo lưu", "quay lại học"],
    },
    { code: "other", title: { vi: "Khác", en: "Other" } },
  ],
});

export const unionMember = codeSet("unionMember", {
  title: { vi: "Đội viên, Đoàn viên", en: "Youth organisation" },
  codeSystem: "hoa-phuong",
  tag: "found",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "none",
      title: { vi: "Không", en: "None" },
      aliases: ["chưa", "chưa là đội viên", "chưa kết nạp", "false", "no"],
    },
    {
      code: "member",
      title: { vi: "Có, không ghi rõ Đội hay Đoàn", en: "Member, which is not said" },
      aliases: ["có", "x", "1", "true", "yes"],
    },
    {
      code: "pioneer",
      title: { vi: "Đội viên", en: "Young Pioneer" },
      aliases: ["đội", "ĐV Đội", "đội viên TNTP", "đội viên TNTP HCM"],
    },
    {
      code: "youthUnion",
      title: { vi: "Đoàn viên", en: "Youth Union" },
      aliases: ["đoàn", "đoàn viên TNCS", "đoàn viên TNCS HCM", "đã vào đoàn"],
    },
  ],
});

export const tuitionExemption = codeSet("tuitionExemption", {
  title: { vi: "Miễn, giảm học phí", en: "Tuition exemption" },
  codeSystem: "hoa-phuong",
  legalBasis: "NĐ 238/2025",
  tag: "memory",
  effectiveFrom: "2025-09-03",
  entries: [
    {
      code: "none",
      title: { vi: "Không", en: "None" },
      aliases: ["không miễn giảm", "không thuộc diện", "0"],
    },
    {
      code: "full",
      title: { vi: "Miễn", en: "Full" },
      aliases: ["miễn học phí", "miễn toàn bộ", "miễn 100%", "100%", "được miễn", "miễn HP"],
    },
    {
      code: "reduced70",
      title: { vi: "Giảm 70%", en: "Reduced by 70 %" },
      aliases: ["70%", "giảm 70", "0.7"],
    },
    {
      code: "reduced50",
      title: { vi: "Giảm 50%", en: "Reduced by 50 %" },
      aliases: ["50%", "giảm 50", "0.5", "giảm nửa"],
    },
    {
      code: "reduced",
      title: { vi: "Giảm, không ghi mức", en: "Reduced" },
      aliases: ["giảm", "giảm học phí", "được giảm"],
    },
    {
      code: "eligible",
      title: { vi: "Có, không ghi mức", en: "Eligible" },
      aliases: ["có", "x", "miễn giảm", "miễn, giảm"],
    },
  ],
});
