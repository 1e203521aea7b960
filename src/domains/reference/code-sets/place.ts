import { codeSet, entry } from "../../dictionary/code-set.ts";

export const adminUnitKind = codeSet("adminUnitKind", {
  title: { vi: "Loại đơn vị hành chính", en: "Kind of administrative unit" },
  codeSystem: "hoa-phuong",
  legalBasis: "Luật 72/2025/QH15: hai cấp từ 01/7/2025",
  tag: "found",
  effectiveFrom: "2004-07-08",
  entries: [
    entry("municipality", "Thành phố trực thuộc trung ương", "Centrally run city"),
    entry("province", "Tỉnh", "Province"),
    { ...entry("urbanDistrict", "Quận", "Urban district"), effectiveTo: "2025-06-30" },
    { ...entry("district", "Huyện", "District"), effectiveTo: "2025-06-30" },
    { ...entry("town", "Thị xã", "Town"), effectiveTo: "2025-06-30" },
    {
      ...entry("provincialCity", "Thành phố thuộc tỉnh, thành phố", "City within a province"),
      effectiveTo: "2025-06-30",
    },
    { ...entry("township", "Thị trấn", "Township", "TT"), effectiveTo: "2025-06-30" },
    entry("ward", "Phường", "Ward", "P", "P."),
    entry("commune", "Xã", "Commune", "X", "X."),
    { ...entry("specialZone", "Đặc khu", "Special zone", "ĐK"), effectiveFrom: "2025-07-01" },
  ],
});

export const areaType = codeSet("areaType", {
  title: { vi: "Khu vực", en: "Priority area" },
  codeSystem: "national education data centre, table specification",
  tag: "found",
  effectiveFrom: "2025-07-01",
  entries: [
    entry("0", "Chưa rõ", "Unknown", "không rõ", "chưa xác định"),
    entry("1", "KV1", "Area 1", "khu vực 1", "khu vực I", "KV 1", "KVI"),
    entry("2", "KV2", "Area 2", "khu vực 2", "khu vực II", "KV 2", "KVII"),
    entry(
      "3",
      "KV2-NT",
      "Area 2, rural",
      "KV2NT",
      "KV2 NT",
      "khu vực 2 nông thôn",
      "khu vực 2-NT",
      "khu vực II nông thôn",
    ),
    entry("4", "KV3", "Area 3", "khu vực 3", "khu vực III", "KV 3", "KVIII"),
  ],
});
