import { codeSet, entry } from "../../dictionary/code-set.ts";

export const buildingGrade = codeSet("buildingGrade", {
  title: { vi: "Cấp công trình", en: "Building grade" },
  codeSystem: "national education data centre, table specification",
  tag: "found",
  effectiveFrom: "2025-07-01",
  entries: [
    entry(
      "aboveGrade4",
      "Trên cấp 4",
      "Above grade 4",
      "trên cấp IV",
      "cấp 3",
      "cấp III",
      "cấp 2",
      "cấp II",
      "cấp 1",
      "cấp I",
      "cấp 3 trở lên",
      "cấp III trở lên",
    ),
    entry("grade4", "Cấp 4", "Grade 4", "cấp IV", "nhà cấp 4", "nhà cấp IV"),
    entry("belowGrade4", "Dưới cấp 4", "Below grade 4", "dưới cấp IV", "nhà tạm", "tạm", "tranh tre"),
  ],
});

export const solidity = codeSet("solidity", {
  title: { vi: "Mức độ kiên cố", en: "Solidity" },
  codeSystem: "hoa-phuong",
  tag: "memory",
  effectiveFrom: "2018-01-01",
  entries: [
    entry("solid", "Kiên cố", "Solid", "KC", "nhà kiên cố", "permanent"),
    entry("semiSolid", "Bán kiên cố", "Semi-solid", "BKC", "nhà bán kiên cố", "semi-permanent"),
    entry("temporary", "Tạm", "Temporary", "nhà tạm", "phòng tạm", "tranh tre", "temporary"),
    entry("borrowed", "Nhờ, mượn, thuê", "Borrowed or rented", "mượn", "nhờ", "thuê", "đi mượn", "học nhờ"),
  ],
});

export const condition = codeSet("condition", {
  title: { vi: "Tình trạng", en: "Condition" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2018-01-01",
  entries: [
    entry(
      "good",
      "Tốt",
      "Good",
      "còn tốt",
      "đang sử dụng tốt",
      "sử dụng tốt",
      "mới",
      "bình thường",
      "đang sử dụng",
    ),
    entry("fair", "Trung bình", "Fair", "khá", "TB", "sử dụng được", "còn sử dụng được"),
    entry("degraded", "Xuống cấp", "Degraded", "cần sửa chữa", "hư hỏng nhẹ", "cần cải tạo", "cũ", "kém"),
    entry(
      "unsafe",
      "Hư hỏng nặng",
      "Unsafe",
      "nguy hiểm",
      "không an toàn",
      "hỏng",
      "không sử dụng được",
      "xuống cấp nghiêm trọng",
    ),
    entry(
      "building",
      "Đang xây dựng, sửa chữa",
      "Under construction",
      "đang xây",
      "đang sửa chữa",
      "đang xây dựng",
    ),
    entry("idle", "Không sử dụng", "Idle", "dôi dư", "bỏ trống", "để trống"),
  ],
});
