import { dataset, type Infer } from "../dictionary/dataset.ts";
import { boolean, code, decimal, integer, reference, schoolYear, text } from "../dictionary/field.ts";

const schoolId = reference("school").meta({ aliases: ["Mã trường"], open: true });

const condition = code("condition")
  .optional()
  .meta({
    aliases: [
      "Tình trạng",
      "Hiện trạng",
      "Tình trạng sử dụng",
      "Chất lượng",
      "Tình trạng hiện tại",
      "condition",
    ],
    authority: "school",
    open: true,
  });

const solidity = code("solidity")
  .optional()
  .meta({
    aliases: ["Mức độ kiên cố", "Kiên cố", "Loại kết cấu", "Kết cấu", "Kiên cố/Bán kiên cố/Tạm", "solidity"],
    authority: "school",
    open: true,
  });

export const Building = dataset("building", {
  group: "facility",
  title: { vi: "Khối công trình", en: "Building" },
  grain: { vi: "Mỗi khối nhà của trường một dòng", en: "one row per building of a school" },
  origin: "vendor",
  key: ["schoolId", "buildingCode"],
  distributedBy: "schoolId",
  schoolField: "schoolId",
  fields: {
    schoolId,
    buildingCode: text(40).meta({
      aliases: ["Mã công trình", "Mã khối nhà", "Mã tòa nhà", "Mã nhà", "Mã dãy nhà", "buildingCode"],
      authority: "school",
      open: true,
    }),
    campusCode: text(40)
      .optional()
      .meta({
        aliases: ["Mã điểm trường", "Mã điểm", "Điểm trường", "campusCode"],
        authority: "school",
        open: true,
      }),
    buildingName: text(200)
      .optional()
      .meta({
        aliases: [
          "Tên công trình",
          "Tên khối nhà",
          "Tên tòa nhà",
          "Khối nhà",
          "Dãy nhà",
          "Tên dãy nhà",
          "Công trình",
          "buildingName",
        ],
        authority: "school",
        open: true,
      }),
    buildingGrade: code("buildingGrade")
      .optional()
      .meta({
        aliases: [
          "Cấp công trình",
          "Cấp nhà",
          "Cấp xây dựng",
          "Phân cấp công trình",
          "Cấp CT",
          "buildingGrade",
        ],
        authority: "school",
        tag: "found",
        open: true,
      }),
    solidity,
    floors: integer([1, 60])
      .optional()
      .meta({
        aliases: ["Số tầng", "Tầng", "Số tầng cao", "floors"],
        authority: "school",
        unit: "tầng",
        open: true,
      }),
    areaM2: decimal(10, 1, [0, 200_000])
      .optional()
      .meta({
        aliases: [
          "Diện tích (m2)",
          "Diện tích",
          "Diện tích sàn",
          "DT (m2)",
          "Diện tích xây dựng (m2)",
          "Diện tích sàn (m2)",
          "areaM2",
        ],
        authority: "school",
        unit: "m²",
        tag: "found",
        open: true,
      }),
    builtYear: integer([1850, 2100])
      .optional()
      .meta({
        aliases: ["Năm xây dựng", "Năm XD", "Năm đưa vào sử dụng", "Năm hoàn thành", "Năm xây", "builtYear"],
        authority: "school",
        open: true,
      }),
    renovatedYear: integer([1850, 2100])
      .optional()
      .meta({
        aliases: ["Năm cải tạo", "Năm sửa chữa gần nhất", "Năm cải tạo, sửa chữa"],
        authority: "school",
        open: true,
      }),
    condition,
  },
});
export type Building = Infer<typeof Building>;

export const Room = dataset("room", {
  group: "facility",
  title: { vi: "Phòng", en: "Room" },
  grain: { vi: "Mỗi phòng của trường một dòng", en: "one row per room of a school" },
  origin: "vendor",
  key: ["schoolId", "roomCode"],
  distributedBy: "schoolId",
  schoolField: "schoolId",
  fields: {
    schoolId,
    roomCode: text(40).meta({
      aliases: ["Mã phòng", "Mã phòng học", "Số hiệu phòng", "Số phòng", "roomCode"],
      authority: "school",
      open: true,
    }),
    buildingCode: text(40)
      .optional()
      .meta({
        aliases: [
          "Mã công trình",
          "Mã khối nhà",
          "Mã tòa nhà",
          "Thuộc khối nhà",
          "Thuộc công trình",
          "buildingCode",
        ],
        authority: "school",
        open: true,
      }),
    roomName: text(120)
      .optional()
      .meta({
        aliases: ["Tên phòng", "Tên phòng học", "Phòng", "Phòng học", "roomName"],
        authority: "school",
        open: true,
      }),
    roomKind: code("roomKind")
      .optional()
      .meta({
        aliases: [
          "Loại phòng",
          "Chức năng phòng",
          "Công năng",
          "Mục đích sử dụng",
          "Loại phòng học",
          "Chức năng",
          "roomKind",
        ],
        authority: "school",
        open: true,
      }),
    areaM2: decimal(8, 1, [0, 20_000])
      .optional()
      .meta({
        aliases: [
          "Diện tích (m2)",
          "Diện tích",
          "Diện tích phòng",
          "DT (m2)",
          "Diện tích phòng (m2)",
          "areaM2",
        ],
        authority: "school",
        unit: "m²",
        open: true,
      }),
    capacity: integer([0, 3000])
      .optional()
      .meta({
        aliases: ["Sức chứa", "Số chỗ", "Số chỗ ngồi", "Quy mô", "capacity"],
        authority: "school",
        unit: "chỗ",
        open: true,
      }),
    solidity,
    condition,
    projector: boolean()
      .optional()
      .meta({
        aliases: ["Máy chiếu", "Có máy chiếu", "Máy chiếu/Tivi", "projector"],
        authority: "school",
        open: true,
      }),
    internet: boolean()
      .optional()
      .meta({
        aliases: ["Internet", "Có internet", "Kết nối internet", "Kết nối mạng", "Wifi", "internet"],
        authority: "school",
        open: true,
      }),
    meetsStandard: boolean()
      .optional()
      .meta({
        aliases: ["Đạt chuẩn", "Phòng đạt chuẩn", "Đạt chuẩn theo TT 14/2020"],
        authority: "school",
        open: true,
        note: {
          vi: "Phòng đạt tiêu chuẩn; chỉ số 4.1 của TT 57/2026",
          en: "rooms meeting the standard, indicator 4.1",
        },
      }),
  },
});
export type Room = Infer<typeof Room>;

export const EquipmentSummary = dataset("equipmentSummary", {
  group: "facility",
  title: { vi: "Tổng hợp thiết bị", en: "Equipment summary" },
  grain: {
    vi: "Mỗi trường, năm học, loại thiết bị một dòng",
    en: "one row per school, school year and kind of equipment",
  },
  origin: "vendor",
  key: ["schoolId", "schoolYear", "equipmentKind"],
  distributedBy: "schoolId",
  schoolField: "schoolId",
  fields: {
    schoolId,
    schoolYear: schoolYear().meta({ aliases: ["Năm học", "Niên khóa", "NH", "schoolYear"], open: true }),
    equipmentKind: code("equipmentKind").meta({
      aliases: [
        "Loại thiết bị",
        "Thiết bị",
        "Tên thiết bị",
        "Danh mục thiết bị",
        "Chủng loại",
        "equipmentKind",
      ],
      authority: "school",
      open: true,
    }),
    quantity: integer([0, 100_000])
      .optional()
      .meta({
        aliases: ["Số lượng", "SL", "Tổng số", "Tổng số lượng", "Số lượng hiện có", "quantity"],
        authority: "school",
        open: true,
      }),
    usableQuantity: integer([0, 100_000])
      .optional()
      .meta({
        aliases: [
          "Số lượng dùng được",
          "Còn sử dụng được",
          "Số lượng còn tốt",
          "SL sử dụng được",
          "Đang sử dụng",
          "usableQuantity",
        ],
        authority: "school",
        open: true,
      }),
    boughtYear: integer([1950, 2100])
      .optional()
      .meta({
        aliases: ["Năm mua", "Năm mua sắm", "Năm trang bị", "Năm đưa vào sử dụng", "boughtYear"],
        authority: "school",
        open: true,
      }),
  },
});
export type EquipmentSummary = Infer<typeof EquipmentSummary>;
