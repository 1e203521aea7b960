import { dataset, type Infer } from "../dictionary/dataset.ts";
import {
  boolean,
  code,
  codes,
  decimal,
  email,
  integer,
  personName,
  phone,
  plainDate,
  reference,
  text,
} from "../dictionary/field.ts";

export const School = dataset("school", {
  group: "reference",
  title: { vi: "Cơ sở giáo dục", en: "School" },
  grain: {
    vi: "Mỗi cơ sở giáo dục một dòng, mã không đổi khi sáp nhập xã",
    en: "one row per education organisation; its code survives mergers of communes",
  },
  origin: "vendor",
  key: ["schoolId"],
  distributedBy: "reference",
  schoolField: "schoolId",
  fields: {
    schoolId: text(35).meta({
      aliases: [
        "Mã trường",
        "Mã đơn vị",
        "Mã cơ sở giáo dục",
        "Mã CSGD",
        "Mã trường học",
        "Mã số trường",
        "Mã định danh trường",
        "Mã trường CSDL",
        "Mã trường (Bộ GD&ĐT)",
        "Mã cơ sở",
        "Mã CS GD",
        "school code",
        "schoolCode",
        "school id",
        "maTruong",
        "orgSourcedId",
        "schoolSourcedId",
      ],
      authority: "department",
      tag: "found",
      open: true,
      note: {
        vi: "Mã sở + mã xã + cấp + số thứ tự; cấp một lần, không tính lại sau sáp nhập",
        en: "department + commune + level + running number; issued once, never recomputed",
      },
      example: "311194802001",
    }),
    schoolName: text(200).meta({
      aliases: [
        "Tên trường",
        "Tên đơn vị",
        "Tên cơ sở giáo dục",
        "Tên CSGD",
        "Trường",
        "Đơn vị",
        "Tên trường học",
        "Cơ sở giáo dục",
        "Tên cơ sở",
        "Đơn vị công tác",
        "Nơi công tác",
        "Trường công tác",
        "school name",
        "schoolName",
        "tenTruong",
      ],
      authority: "department",
      open: true,
      example: "Trường Tiểu học Hải An",
    }),
    levels: codes("schoolLevel").meta({
      aliases: [
        "Cấp học",
        "Cấp",
        "Các cấp học",
        "Bậc học",
        "Nhóm cấp học",
        "levels",
        "manhomcaphoc",
        "capHoc",
      ],
      authority: "department",
      tag: "found",
      open: true,
      note: { vi: "Trường liên cấp có nhiều cấp, cách nhau bằng ;", en: "multi-level schools have several" },
    }),
    ownership: code("ownership")
      .optional()
      .meta({
        aliases: [
          "Loại hình",
          "Loại hình trường",
          "Hình thức sở hữu",
          "Loại hình đào tạo",
          "Công lập/Tư thục",
          "ownership",
        ],
        authority: "department",
        tag: "found",
        open: true,
      }),
    schoolKind: code("schoolKind")
      .optional()
      .meta({
        aliases: ["Loại trường", "Kiểu trường", "Loại cơ sở", "Loại hình cơ sở", "schoolKind"],
        authority: "department",
        tag: "memory",
        open: true,
      }),
    communeCode: reference("adminUnit")
      .optional()
      .meta({
        aliases: ["Mã xã/phường", "Mã phường/xã", "Mã xã", "Mã phường xã", "Mã ĐVHC", "communeCode", "maXa"],
        authority: "department",
        open: true,
        example: "11948",
      }),
    communeName: text(120)
      .optional()
      .meta({
        aliases: [
          "Xã/Phường",
          "Phường/Xã",
          "Tên xã/phường",
          "Xã phường",
          "Xã, phường, đặc khu",
          "Địa bàn",
          "communeName",
        ],
        authority: "department",
        note: { vi: "Tên như trong tệp", en: "as sent" },
      }),
    address: text(300)
      .optional()
      .meta({
        aliases: ["Địa chỉ", "Địa chỉ trường", "Trụ sở", "Địa chỉ trụ sở", "Địa điểm", "address", "diaChi"],
        authority: "department",
        open: true,
      }),
    latitude: decimal(9, 6, [8, 24])
      .optional()
      .meta({
        aliases: ["Vĩ độ", "Lat", "latitude", "Tọa độ vĩ độ"],
        authority: "department",
        unit: "°",
        open: true,
      }),
    longitude: decimal(9, 6, [102, 118])
      .optional()
      .meta({
        aliases: ["Kinh độ", "Lon", "Long", "Lng", "longitude", "Tọa độ kinh độ"],
        authority: "department",
        unit: "°",
        open: true,
      }),
    areaType: code("areaType")
      .optional()
      .meta({
        aliases: ["Khu vực", "Khu vực ưu tiên", "Vùng", "Khu vực tuyển sinh", "KV", "areaType"],
        authority: "department",
        tag: "found",
        open: true,
      }),
    phone: phone()
      .optional()
      .meta({
        aliases: [
          "Điện thoại",
          "Số điện thoại",
          "ĐT",
          "SĐT",
          "Điện thoại trường",
          "Điện thoại cố định",
          "phone",
        ],
        authority: "school",
        open: true,
      }),
    email: email()
      .optional()
      .meta({
        aliases: ["Email", "E-mail", "Thư điện tử", "Hộp thư", "Email trường", "Email liên hệ"],
        authority: "school",
        open: true,
      }),
    website: text(200)
      .optional()
      .meta({
        aliases: ["Website", "Trang web", "Web", "Cổng thông tin", "Trang thông tin điện tử"],
        authority: "school",
        open: true,
      }),
    principalName: personName()
      .optional()
      .meta({
        aliases: [
          "Họ tên hiệu trưởng",
          "Hiệu trưởng",
          "Tên hiệu trưởng",
          "Thủ trưởng đơn vị",
          "Họ và tên hiệu trưởng",
          "Người đứng đầu",
          "principalName",
        ],
        pii: "direct",
        authority: "department",
      }),
    establishedDate: plainDate()
      .optional()
      .meta({
        aliases: [
          "Ngày thành lập",
          "Ngày quyết định thành lập",
          "Ngày QĐ thành lập",
          "Năm thành lập",
          "establishedDate",
        ],
        authority: "department",
        open: true,
      }),
    accreditationLevel: code("accreditationLevel")
      .optional()
      .meta({
        aliases: [
          "Cấp độ kiểm định",
          "Kiểm định chất lượng",
          "Cấp độ KĐCL",
          "Mức kiểm định",
          "KĐCLGD",
          "Kết quả kiểm định",
          "accreditationLevel",
        ],
        authority: "department",
        tag: "found",
        open: true,
      }),
    nationalStandardLevel: code("nationalStandardLevel")
      .optional()
      .meta({
        aliases: [
          "Chuẩn quốc gia mức độ",
          "Chuẩn quốc gia",
          "Đạt chuẩn quốc gia",
          "Mức chuẩn quốc gia",
          "CQG",
          "Mức độ đạt chuẩn quốc gia",
          "nationalStandardLevel",
        ],
        authority: "department",
        tag: "memory",
        open: true,
      }),
    managingBody: code("managingBody")
      .optional()
      .meta({
        aliases: [
          "Cơ quan quản lý",
          "Đơn vị quản lý",
          "Cơ quan chủ quản",
          "Cấp quản lý",
          "Trực thuộc",
          "managingBody",
        ],
        authority: "department",
        tag: "found",
        open: true,
      }),
    vendorSystem: code("vendorSystem")
      .optional()
      .meta({
        aliases: [
          "Phần mềm đang dùng",
          "Phần mềm quản lý",
          "Phần mềm",
          "Hệ thống quản lý",
          "Nhà cung cấp phần mềm",
          "vendorSystem",
        ],
        authority: "department",
      }),
    operatingStatus: code("operatingStatus")
      .optional()
      .meta({
        aliases: ["Trạng thái hoạt động", "Tình trạng hoạt động"],
        authority: "department",
        open: true,
      }),
    mergedInto: reference("school")
      .optional()
      .meta({
        aliases: ["Sáp nhập vào trường", "Mã trường sau sáp nhập"],
        authority: "department",
        open: true,
      }),
    siteAreaM2: decimal(10, 1, [0, 1_000_000])
      .optional()
      .meta({
        aliases: [
          "Diện tích khuôn viên (m2)",
          "Diện tích đất (m2)",
          "Tổng diện tích đất",
          "Diện tích khu đất",
        ],
        authority: "school",
        unit: "m²",
        open: true,
      }),
    internetMbps: integer([0, 100_000])
      .optional()
      .meta({
        aliases: [
          "Tốc độ đường truyền (Mbps)",
          "Tốc độ internet",
          "Băng thông",
          "Đường truyền internet (Mbps)",
        ],
        authority: "school",
        unit: "Mbps",
        open: true,
      }),
    hasElectricity: boolean()
      .optional()
      .meta({ aliases: ["Có điện lưới", "Điện lưới"], authority: "school", open: true }),
    hasCleanWater: boolean()
      .optional()
      .meta({ aliases: ["Có nước sạch", "Nước sạch", "Nước hợp vệ sinh"], authority: "school", open: true }),
    hasSeparateToilets: boolean()
      .optional()
      .meta({
        aliases: ["Nhà vệ sinh riêng nam nữ", "Vệ sinh riêng nam, nữ"],
        authority: "school",
        open: true,
      }),
    hasDisabilityAccess: boolean()
      .optional()
      .meta({
        aliases: ["Hạ tầng cho người khuyết tật", "Lối đi cho người khuyết tật"],
        authority: "school",
        open: true,
      }),
  },
});
export type School = Infer<typeof School>;

export const SchoolAlias = dataset("schoolAlias", {
  group: "reference",
  title: { vi: "Mã cũ của cơ sở giáo dục", en: "School alias" },
  grain: {
    vi: "Mỗi mã từng dùng cho một trường một dòng",
    en: "one row per code a school was ever known by beside its own",
  },
  origin: "reference",
  key: ["aliasCode"],
  distributedBy: "reference",
  fields: {
    aliasCode: text(35).meta({ aliases: ["Mã cũ"], open: true }),
    schoolId: reference("school").meta({ aliases: ["Mã trường"], open: true }),
    codeSystem: text(60)
      .optional()
      .meta({ aliases: ["Hệ mã"], open: true, note: { vi: "Ai đã đánh mã này", en: "who numbered it so" } }),
    validFrom: plainDate()
      .optional()
      .meta({ aliases: ["Dùng từ ngày"], open: true }),
    validTo: plainDate()
      .optional()
      .meta({ aliases: ["Dùng đến ngày"], open: true }),
    reason: text(300)
      .optional()
      .meta({ aliases: ["Lý do đổi mã"], open: true }),
  },
});
export type SchoolAlias = Infer<typeof SchoolAlias>;
