import { codeSet, entry } from "../../dictionary/code-set.ts";

export const term = codeSet("term", {
  title: { vi: "Học kỳ", en: "Term" },
  codeSystem: "hoa-phuong",
  tag: "memory",
  effectiveFrom: "2018-01-01",
  entries: [
    entry(
      "HK1",
      "Học kỳ I",
      "Term 1",
      "Học kỳ 1",
      "Học kì I",
      "Học kì 1",
      "HKI",
      "HK 1",
      "HK I",
      "Kỳ 1",
      "Kì 1",
      "Kỳ I",
      "Kì I",
      "1",
      "I",
      "t1",
    ),
    entry(
      "HK2",
      "Học kỳ II",
      "Term 2",
      "Học kỳ 2",
      "Học kì II",
      "Học kì 2",
      "HKII",
      "HK 2",
      "HK II",
      "Kỳ 2",
      "Kì 2",
      "Kỳ II",
      "Kì II",
      "2",
      "II",
      "t2",
    ),
    entry("CN", "Cả năm", "Whole year", "Năm học", "cuối năm", "3", "year", "CẢ NĂM"),
  ],
});

export const sourceTag = codeSet("sourceTag", {
  title: { vi: "Độ tin cậy của nguồn", en: "Source tag" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2026-01-01",
  entries: [
    entry("seed", "Có trong Đề án và văn bản gốc", "In the seed documents"),
    entry("found", "Đọc thấy trong tài liệu công khai", "Read in public material"),
    entry("memory", "Theo hiểu biết chung, chưa kiểm chứng", "From general knowledge, unverified"),
    entry("design", "Do hệ thống này đặt ra", "Decided by this system"),
  ],
});

export const foreignLanguage = codeSet("foreignLanguage", {
  title: { vi: "Ngoại ngữ", en: "Foreign language" },
  codeSystem: "ISO 639-1",
  tag: "memory",
  effectiveFrom: "2018-01-01",
  entries: [
    entry("en", "Tiếng Anh", "English", "Anh", "Anh văn", "TA", "T.Anh", "English", "N1"),
    entry("fr", "Tiếng Pháp", "French", "Pháp", "Pháp văn", "N3"),
    entry("zh", "Tiếng Trung Quốc", "Chinese", "Trung", "Tiếng Trung", "Hoa", "Tiếng Hoa", "Trung văn", "N4"),
    entry("ja", "Tiếng Nhật", "Japanese", "Nhật", "N6"),
    entry("ko", "Tiếng Hàn", "Korean", "Hàn", "Tiếng Hàn Quốc", "Hàn Quốc", "N7"),
    entry("ru", "Tiếng Nga", "Russian", "Nga", "Nga văn", "N2"),
    entry("de", "Tiếng Đức", "German", "Đức", "N5"),
    entry("other", "Ngoại ngữ khác", "Other", "khác", "tiếng khác"),
  ],
});
