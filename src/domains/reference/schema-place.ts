import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, code, decimal, plainDate, text } from "../dictionary/field.ts";

export const AdminUnit = dataset("adminUnit", {
  group: "reference",
  title: { vi: "Đơn vị hành chính", en: "Administrative unit" },
  grain: {
    vi: "Mỗi đơn vị, mỗi quãng thời gian mang mã đó một dòng",
    en: "one row per unit and span of time in which it bore the code",
  },
  origin: "reference",
  // The code alone is no key: 10507 was Phường Cẩm Thượng until 30/6/2025 and is Phường Thành Đông since.
  key: ["code", "validFrom"],
  distributedBy: "reference",
  fields: {
    code: text(5).meta({
      aliases: [
        "Mã đơn vị hành chính",
        "Mã ĐVHC",
        "Mã xã/phường",
        "Mã xã",
        "Mã phường",
        "ward_code",
        "wardCode",
      ],
      tag: "found",
      open: true,
      note: {
        vi: "Tỉnh 2 chữ số, huyện cũ 3, xã 5 (QĐ 19/2025/QĐ-TTg)",
        en: "province 2 digits, former district 3, commune 5",
      },
      example: "11948",
    }),
    validFrom: plainDate().meta({ aliases: ["Có hiệu lực từ"], open: true }),
    validTo: plainDate()
      .optional()
      .meta({
        aliases: ["Hết hiệu lực"],
        open: true,
        note: { vi: "Ngày cuối còn dùng; trống là đang dùng", en: "last day of use; empty while it stands" },
      }),
    kind: code("adminUnitKind").meta({ aliases: ["Loại đơn vị"], open: true }),
    name: text(120).meta({ aliases: ["Tên"], open: true, example: "Hải An" }),
    fullName: text(150).meta({ aliases: ["Tên đầy đủ", "Xã/Phường"], open: true, example: "Phường Hải An" }),
    parentCode: text(5)
      .optional()
      .meta({ aliases: ["Mã đơn vị cấp trên"], open: true }),
    formerProvince: text(60)
      .optional()
      .meta({ aliases: ["Tỉnh/thành trước sáp nhập"], open: true, example: "Hải Dương" }),
    mergedFrom: text(2000)
      .optional()
      .meta({ aliases: ["Sáp nhập từ"], open: true }),
    areaKm2: decimal(9, 2, [0, 10000])
      .optional()
      .meta({ aliases: ["Diện tích (km2)"], unit: "km²", open: true }),
    latitude: decimal(9, 6, [8, 24])
      .optional()
      .meta({ aliases: ["Vĩ độ"], unit: "°", open: true }),
    longitude: decimal(9, 6, [102, 118])
      .optional()
      .meta({ aliases: ["Kinh độ"], unit: "°", open: true }),
    legalBasis: text(200)
      .optional()
      .meta({ aliases: ["Căn cứ pháp lý"], open: true }),
    tag: code("sourceTag").meta({ aliases: ["Độ tin cậy của nguồn"], open: true }),
  },
});
export type AdminUnit = Infer<typeof AdminUnit>;

export const AdminUnitMapping = dataset("adminUnitMapping", {
  group: "reference",
  title: { vi: "Đơn vị hành chính cũ sang mới", en: "Old to new administrative unit" },
  grain: {
    vi: "Mỗi cặp đơn vị cũ và đơn vị mới một dòng; đơn vị bị chia có nhiều dòng",
    en: "one row per old unit and new unit that took land or people of it; split units have several",
  },
  origin: "reference",
  key: ["oldCode", "newCode"],
  distributedBy: "reference",
  fields: {
    oldCode: text(5).meta({ aliases: ["Mã xã/phường cũ", "Mã cũ", "old_ward_code"], open: true }),
    newCode: text(5).meta({ aliases: ["Mã xã/phường mới", "Mã mới", "new_ward_code"], open: true }),
    changedOn: plainDate().meta({ aliases: ["Ngày thay đổi"], open: true }),
    oldName: text(150)
      .optional()
      .meta({ aliases: ["Tên xã/phường cũ"], open: true }),
    oldDistrictCode: text(3)
      .optional()
      .meta({ aliases: ["Mã quận/huyện cũ"], open: true }),
    oldDistrictName: text(120)
      .optional()
      .meta({ aliases: ["Quận/huyện cũ"], open: true }),
    oldProvinceCode: text(2)
      .optional()
      .meta({ aliases: ["Mã tỉnh cũ"], open: true }),
    split: boolean().meta({
      aliases: ["Đơn vị cũ bị chia"],
      open: true,
      note: {
        vi: "Đơn vị cũ được chia cho nhiều đơn vị mới: chỉ mã cũ thì chưa đủ để biết đơn vị mới",
        en: "the old unit went to several new ones: the old code alone doesn't decide",
      },
    }),
  },
});
export type AdminUnitMapping = Infer<typeof AdminUnitMapping>;
