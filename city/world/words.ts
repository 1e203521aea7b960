import { Weighted } from "./random.ts";

/** Word lists the people of the city are made of: places, work, peoples, faiths. Weights are rough. */

export const HAMLETS = [
  "Đông",
  "Đoài",
  "Trung",
  "Thượng",
  "Hạ",
  "An Lạc",
  "Phú Xá",
  "Kim Sơn",
  "Tiền Phong",
  "Quyết Tiến",
  "Hòa Bình",
  "Xuân Úc",
  "Lạc Dục",
  "Văn Hòa",
  "Cẩm Xuyên",
  "Đồng Quan",
  "Nghĩa Xá",
  "Bắc Sơn",
  "Ngọc Liễn",
  "Mỹ Động",
] as const;

export const STREETS = [
  "Trần Nguyên Hãn",
  "Lê Lợi",
  "Tô Hiệu",
  "Nguyễn Văn Linh",
  "Lạch Tray",
  "Đà Nẵng",
  "Hoàng Quốc Việt",
  "Trường Chinh",
  "Phạm Ngũ Lão",
  "Nguyễn Lương Bằng",
  "Thống Nhất",
  "Bạch Đằng",
  "Hùng Vương",
  "Cát Cụt",
  "Nguyễn Đức Cảnh",
  "Chợ Con",
] as const;

export const OCCUPATIONS_COUNTRY = new Weighted<string>([
  ["Làm ruộng", 30],
  ["Công nhân", 38],
  ["Lao động tự do", 14],
  ["Buôn bán", 7],
  ["Thợ xây", 5],
  ["Nuôi trồng thủy sản", 3],
  ["Giáo viên", 2],
  ["Lái xe", 4],
  ["Nội trợ", 3],
  ["Xuất khẩu lao động", 2],
]);

export const OCCUPATIONS_TOWN = new Weighted<string>([
  ["Công nhân", 26],
  ["Kinh doanh", 17],
  ["Lao động tự do", 13],
  ["Nhân viên văn phòng", 12],
  ["Công chức", 6],
  ["Viên chức", 6],
  ["Giáo viên", 4],
  ["Kỹ sư", 6],
  ["Lái xe", 4],
  ["Thuyền viên", 3],
  ["Bộ đội", 2],
  ["Công an", 2],
  ["Bác sĩ", 1],
  ["Nội trợ", 4],
]);

/** Peoples other than Kinh. */
export const MINORITIES = new Weighted<string>([
  ["Tày", 24],
  ["Mường", 18],
  ["Nùng", 12],
  ["Thái", 11],
  ["Hoa", 9],
  ["Sán Dìu", 10],
  ["Dao", 6],
  ["Hmông", 4],
  ["Sán Chay", 3],
  ["Khơ-me", 1],
]);

export interface ForeignPeople {
  nationality: string;
  ethnicity: string;
  families: readonly string[];
  male: readonly string[];
  female: readonly string[];
}

export const FOREIGNERS = new Weighted<ForeignPeople>([
  [
    {
      nationality: "Hàn Quốc",
      ethnicity: "Người nước ngoài",
      families: ["Kim", "Lee", "Park", "Choi"],
      male: ["Min Jun", "Seo Jun", "Ji Ho"],
      female: ["Seo Yeon", "Ha Eun", "Ji Woo"],
    },
    5,
  ],
  [
    {
      nationality: "Trung Quốc",
      ethnicity: "Người nước ngoài",
      families: ["Wang", "Li", "Zhang", "Chen"],
      male: ["Wei", "Hao Ran", "Zi Xuan"],
      female: ["Mei", "Xin Yi", "Yu Tong"],
    },
    4,
  ],
  [
    {
      nationality: "Nhật Bản",
      ethnicity: "Người nước ngoài",
      families: ["Sato", "Suzuki", "Tanaka"],
      male: ["Haruto", "Ren", "Sota"],
      female: ["Yui", "Hina", "Sakura"],
    },
    2,
  ],
]);

export interface OldProvince {
  code: string;
  name: string;
}

/** Old provinces people of the city were registered in, beside its own two. */
export const OTHER_PROVINCES = new Weighted<OldProvince>([
  [{ code: "033", name: "Hưng Yên" }, 14],
  [{ code: "034", name: "Thái Bình" }, 22],
  [{ code: "022", name: "Quảng Ninh" }, 18],
  [{ code: "001", name: "Hà Nội" }, 12],
  [{ code: "036", name: "Nam Định" }, 9],
  [{ code: "038", name: "Thanh Hóa" }, 8],
  [{ code: "040", name: "Nghệ An" }, 5],
  [{ code: "027", name: "Bắc Ninh" }, 4],
  [{ code: "024", name: "Bắc Giang" }, 4],
  [{ code: "037", name: "Ninh Bình" }, 3],
  [{ code: "035", name: "Hà Nam" }, 2],
  [{ code: "025", name: "Phú Thọ" }, 2],
  [{ code: "019", name: "Thái Nguyên" }, 2],
  [{ code: "079", name: "Hồ Chí Minh" }, 2],
  [{ code: "014", name: "Sơn La" }, 1],
]);

export const MOBILE_PREFIXES = [
  "032",
  "033",
  "034",
  "035",
  "036",
  "037",
  "038",
  "039",
  "070",
  "077",
  "081",
  "082",
  "083",
  "084",
  "085",
  "086",
  "088",
  "090",
  "091",
  "093",
  "094",
  "096",
  "097",
  "098",
] as const;

export const BIRTH_MONTHS = new Weighted<number>([
  [1, 702],
  [2, 651],
  [3, 646],
  [4, 642],
  [5, 664],
  [6, 667],
  [7, 688],
  [8, 780],
  [9, 821],
  [10, 871],
  [11, 796],
  [12, 678],
]);
