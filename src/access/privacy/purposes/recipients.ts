import type { Recipient } from "./purpose.ts";

/** Who is given personal data, and on what terms. */
export const recipients: readonly Recipient[] = [
  {
    id: "school",
    title: { vi: "Nhà trường nơi người đó học, làm việc", en: "The school of the person" },
    note: { vi: "Theo vai trò và phạm vi được cấp", en: "By role and scope" },
  },
  {
    id: "commune",
    title: { vi: "Ủy ban nhân dân xã, phường, đặc khu", en: "Commune authority" },
    note: { vi: "Trường thuộc địa bàn quản lý (TT 45/2026)", en: "Schools it manages (TT 45/2026)" },
  },
  {
    id: "department",
    title: { vi: "Sở Giáo dục và Đào tạo", en: "Education department" },
    note: { vi: "Bên kiểm soát dữ liệu", en: "Controller" },
  },
  {
    id: "ministry",
    title: {
      vi: "Cơ sở dữ liệu ngành của Bộ Giáo dục và Đào tạo",
      en: "Sector databases of the Ministry of Education",
    },
    note: { vi: "Đồng bộ bắt buộc (NĐ 88/2026 Đ.22)", en: "Synchronised by law (NĐ 88/2026 Art. 22)" },
  },
  {
    id: "nationalDataCentre",
    title: { vi: "Trung tâm dữ liệu quốc gia", en: "National data centre" },
    note: { vi: "Theo đặc tả bảng dữ liệu của Trung tâm", en: "By its table specification" },
  },
  {
    id: "populationRegistry",
    title: { vi: "Cơ sở dữ liệu quốc gia về dân cư", en: "Population registry" },
    note: {
      vi: "Chỉ hỏi khớp hay không khớp; không nhận thêm dữ liệu",
      en: "Asked whether four values agree; gives no data",
    },
  },
  {
    id: "processor",
    title: { vi: "Nhà cung cấp phần mềm của trường", en: "The school's software vendor" },
    note: {
      vi: "Bên xử lý theo hợp đồng nêu mục đích, dữ liệu, thời hạn; không dùng để huấn luyện mô hình",
      en: "Processor by a written agreement on purposes, data and time; no training of models",
    },
  },
  {
    id: "public",
    title: { vi: "Mọi người", en: "The public" },
    note: { vi: "Thông tin phải công khai của cơ sở giáo dục", en: "What a school must disclose" },
  },
];
