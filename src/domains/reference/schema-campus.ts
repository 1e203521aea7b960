import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, decimal, reference, text } from "../dictionary/field.ts";

export const Campus = dataset("campus", {
  group: "reference",
  title: { vi: "Điểm trường", en: "Campus" },
  grain: { vi: "Mỗi điểm trường một dòng", en: "one row per site of a school" },
  origin: "vendor",
  key: ["schoolId", "campusCode"],
  distributedBy: "reference",
  schoolField: "schoolId",
  fields: {
    schoolId: reference("school").meta({ aliases: ["Mã trường"], open: true }),
    campusCode: text(40).meta({
      aliases: ["Mã điểm trường", "Mã điểm", "Mã cơ sở trường", "Mã phân hiệu", "Mã ĐT", "campusCode"],
      authority: "department",
      open: true,
    }),
    campusName: text(200)
      .optional()
      .meta({
        aliases: ["Tên điểm trường", "Điểm trường", "Tên điểm", "Tên phân hiệu", "Phân hiệu", "campusName"],
        authority: "department",
        open: true,
      }),
    address: text(300)
      .optional()
      .meta({
        aliases: ["Địa chỉ", "Địa chỉ điểm trường", "Địa điểm", "address"],
        authority: "department",
        open: true,
      }),
    communeCode: reference("adminUnit")
      .optional()
      .meta({
        aliases: ["Mã xã/phường", "Mã phường/xã", "Mã xã", "communeCode"],
        authority: "department",
        open: true,
      }),
    isMain: boolean()
      .optional()
      .meta({
        aliases: ["Điểm trường chính", "Là điểm chính", "Điểm chính", "Trụ sở chính", "isMain"],
        authority: "department",
        open: true,
      }),
    latitude: decimal(9, 6, [8, 24])
      .optional()
      .meta({ aliases: ["Vĩ độ", "Lat", "latitude"], authority: "department", unit: "°", open: true }),
    longitude: decimal(9, 6, [102, 118])
      .optional()
      .meta({
        aliases: ["Kinh độ", "Lon", "Lng", "longitude"],
        authority: "department",
        unit: "°",
        open: true,
      }),
    siteAreaM2: decimal(10, 1, [0, 1_000_000])
      .optional()
      .meta({
        aliases: ["Diện tích (m2)", "Diện tích khuôn viên (m2)"],
        authority: "school",
        unit: "m²",
        open: true,
      }),
  },
});
export type Campus = Infer<typeof Campus>;
