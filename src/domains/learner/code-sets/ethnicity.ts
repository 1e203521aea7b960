import { type CodeEntry, codeSet } from "../../dictionary/code-set.ts";

/**
 * The 54 groups in the order of QĐ 121-TCTK/PPCĐ (1979), with other names that belong to one group only:
 * a name two groups share ("Thổ" for Tày, "Mán" for Dao and Sán Chay) is left out, for a wrong group is
 * worse than a question.
 */
const groups: readonly (readonly [code: string, name: string, otherNames: readonly string[]])[] = [
  ["01", "Kinh", ["Việt", "Kinh (Việt)", "King", "Kinh, Việt", "Người Kinh"]],
  ["02", "Tày", ["Ngạn", "Phén", "Thù Lao", "Pa Dí", "Tày Khao"]],
  [
    "03",
    "Thái",
    [
      "Tày Đăm",
      "Tày Mười",
      "Tày Thanh",
      "Mán Thanh",
      "Hàng Bông",
      "Tày Mường",
      "Pa Thay",
      "Thái đen",
      "Thái trắng",
    ],
  ],
  [
    "04",
    "Hoa",
    ["Hán", "Triều Châu", "Phúc Kiến", "Quảng Đông", "Hải Nam", "Xạ Phạng", "Hoa (Hán)", "Hoa kiều"],
  ],
  ["05", "Khơ-me", ["Khmer", "Khơ me", "Khme", "Khơ-mer", "Việt gốc Miên", "Krôm", "Campuchia"]],
  ["06", "Mường", ["Mol", "Mual", "Mọi Bi", "Ao Tá", "Ậu Tá"]],
  ["07", "Nùng", ["Xuồng", "Nùng An", "Phàn Sinh", "Nùng Cháo", "Nùng Lòi", "Quý Rim", "Khèn Lài"]],
  [
    "08",
    "Hmông",
    ["H'Mông", "H Mông", "Mông", "Mèo", "Mèo Xanh", "Mèo Đỏ", "Mèo Đen", "Ná Mẻo", "H’mông", "Hmong", "Mẹo"],
  ],
  [
    "09",
    "Dao",
    [
      "Dìu Miền",
      "Quần Trắng",
      "Dao Đỏ",
      "Quần Chẹt",
      "Lô Giang",
      "Dao Tiền",
      "Thanh Y",
      "Lan Tẻn",
      "Đại Bản",
      "Tiểu Bản",
      "Sơn Đầu",
    ],
  ],
  ["10", "Gia-rai", ["Giơ-rai", "Jrai", "Jarai", "Gia Lai", "Tơ-buăn", "Chơ-rai", "Hơ-bau", "Hđrung"]],
  ["11", "Ngái", ["Xín", "Đản", "Khách Gia"]],
  [
    "12",
    "Ê-đê",
    ["Ra-đê", "Rhade", "Ê Đê", "Êđê", "Kpạ", "A-đham", "Krung", "Ktul", "Đliê Ruê", "Epan", "Mđhur"],
  ],
  [
    "13",
    "Ba-na",
    ["Bahnar", "Bana", "Giơ-lar", "Tơ-lô", "Giơ-lâng", "Y-lăng", "Rơ-ngao", "Roh", "Kpăng Công"],
  ],
  [
    "14",
    "Xơ-đăng",
    [
      "Sê-đăng",
      "Xê-đăng",
      "Xơ-teng",
      "Hđang",
      "Tơ-đra",
      "Mơ-nâm",
      "Ha-lăng",
      "Ca-dong",
      "Kmrâng",
      "Bri-la",
      "Sedang",
    ],
  ],
  [
    "15",
    "Sán Chay",
    ["Cao Lan", "Sán Chỉ", "Cao Lan - Sán Chỉ", "Mán Cao Lan", "Hờn Bạn", "Sơn Tử", "Sán Chí"],
  ],
  ["16", "Cơ-ho", ["K'ho", "Kơ-ho", "Koho", "Xrê", "Nốp", "Tu-lốp", "Cơ-don", "Lạch"]],
  ["17", "Chăm", ["Chàm", "Chiêm Thành", "Hroi", "Chăm H'roi"]],
  ["18", "Sán Dìu", ["Sán Dẻo", "Trại Đất", "Quần Cộc", "San Dìu", "Sán Diu"]],
  ["19", "Hrê", ["H'rê", "H rê", "Chăm Rê", "Krẹ Luỹ", "Hre"]],
  ["20", "Mnông", ["M'nông", "M nông", "Pnông", "Bu-đâng", "ĐiPri", "Biat", "Rơ-lam"]],
  ["21", "Ra-glai", ["Raglay", "Ra-clây", "Noang", "La-oang", "Raglai"]],
  ["22", "Xtiêng", ["Stiêng", "X'tiêng", "S'tiêng", "Xa-điêng"]],
  ["23", "Bru-Vân Kiều", ["Bru", "Vân Kiều", "Bru - Vân Kiều", "Măng Coong", "Tri Khùa"]],
  ["24", "Thổ", ["Kẹo", "Đan Lai", "Ly Hà", "Tày Pọng", "Con Kha"]],
  ["25", "Giáy", ["Nhắng", "Dẩng", "Pầu Thìn Nu Nà", "Cùi Chu", "Dáy"]],
  ["26", "Cơ-tu", ["Ca-tu", "Ca-tang Cơ-tu", "Ktu", "Cà-tu", "K'tu"]],
  [
    "27",
    "Gié-Triêng",
    ["Giẻ-Triêng", "Giẻ - Triêng", "Gié - Triêng", "Đgiéh", "Tareb", "Ta-riêng", "Triêng", "La-ve"],
  ],
  ["28", "Mạ", ["Châu Mạ", "Mạ Ngăn", "Mạ Xóp", "Mạ Tô", "Mạ Krung"]],
  ["29", "Khơ-mú", ["Khơ Mú", "Khmú", "Xá Cẩu", "Mứn Xen", "Pu Thênh", "Tềnh", "Tày Hay", "Kh'mú"]],
  ["30", "Co", ["Cor", "Cùa", "Trầu", "Kor", "Cờ"]],
  ["31", "Tà-ôi", ["Tôi-ôi", "Pa-co", "Pa-cô", "Pa-hi", "Ba-hi", "Pa Kô"]],
  ["32", "Chơ-ro", ["Dơ-ro", "Châu-ro", "Chrau"]],
  ["33", "Kháng", ["Xá Súa", "Xá Dón", "Xá Dẩng", "Xá Hốc", "Xá Ái", "Xá Bung", "Quảng Lâm"]],
  ["34", "Xinh-mun", ["Xinh Mul", "Puộc", "Pụa"]],
  ["35", "Hà Nhì", ["U Ni", "Xá U Ni"]],
  ["36", "Chu-ru", ["Chơ-ru"]],
  ["37", "Lào", ["Là Bốc", "Lào Nọi"]],
  ["38", "La Chí", ["Cù Tê", "La Quả"]],
  ["39", "La Ha", ["Khlá Phlạo"]],
  ["40", "Phù Lá", ["Bồ Khô Pạ", "Mu Di Pạ Xá", "Va Xơ"]],
  ["41", "La Hủ", ["Pu Đang", "Khù Xung", "Cò Xung", "Khả Quy"]],
  ["42", "Lự", ["Nhuồn", "Duôn"]],
  ["43", "Lô Lô", ["Mun Di"]],
  ["44", "Chứt", ["Mã-liêng", "A-rem", "Pa-leng", "Xơ-Lang", "Tơ-hung", "Chà-củi", "Tắc-củi", "U-mo"]],
  ["45", "Mảng", ["Mảng Ư"]],
  ["46", "Pà Thẻn", ["Pà Hưng", "Pa Then"]],
  ["47", "Cơ Lao", ["Cờ Lao", "Co Lao", "Cờ-lao"]],
  ["48", "Cống", ["Xắm Khống", "Mấng Nhé", "Xá Xeng"]],
  ["49", "Bố Y", ["Chủng Chá", "Trọng Gia", "Tu Dí", "Tu Dìn"]],
  ["50", "Si La", ["Cù Dề Xừ", "Khả pẻ", "Si-la"]],
  ["51", "Pu Péo", ["Ka Pèo", "Pen Ti Lô Lô", "Pu-péo"]],
  ["52", "Brâu", ["Brao"]],
  ["53", "Ơ-đu", ["Ơ Đu", "Tày Hạt"]],
  ["54", "Rơ-măm", ["Rơ Măm", "Rmăm"]],
  ["55", "Người nước ngoài", ["Nước ngoài", "Ngoại quốc", "Foreigner"]],
];

/** "Ê-đê" is also written "Ê đê" and "Êđê". */
function spellings(name: string): readonly string[] {
  return [name, name.replaceAll("-", " "), name.replaceAll("-", "")];
}

function entry([code, name, otherNames]: (typeof groups)[number]): CodeEntry {
  const aliases = [...new Set([name, ...otherNames].flatMap(spellings))].filter((alias) => alias !== name);
  return { code, title: { vi: name, en: name === "Người nước ngoài" ? "Foreigner" : name }, aliases };
}

export const ethnicity = codeSet("ethnicity", {
  title: { vi: "Dân tộc", en: "Ethnic group" },
  codeSystem: "QĐ 121-TCTK/PPCĐ 1979",
  legalBasis: "QĐ 121-TCTK/PPCĐ ngày 02/3/1979",
  tag: "memory",
  effectiveFrom: "1979-03-02",
  matchByName: true,
  entries: groups.map(entry),
});

/**
 * The other order in circulation: by population, as the statistics office lists the groups. Its numbers
 * differ from those of QĐ 121 at 04, 06 and from 11 on, so files are matched by name, never by number.
 */
const orderOfPopulation: readonly string[] = (
  "01 02 03 06 05 04 07 08 09 10 12 13 15 17 16 14 18 19 21 20 24 22 29 23 26 25 31 28 27 30 32 34 35 36 37 38 " +
  "33 40 41 39 46 42 11 44 43 45 47 49 48 50 51 54 52 53"
).split(" ");

export const ethnicityGso = codeSet("ethnicityGso", {
  title: { vi: "Dân tộc (thứ tự của Cục Thống kê)", en: "Ethnic group (statistics-office order)" },
  codeSystem: "GSO, order of population",
  tag: "memory",
  effectiveFrom: "1999-04-01",
  entries: orderOfPopulation.map((officialCode, index) => {
    const group = groups.find(([code]) => code === officialCode);
    if (group === undefined) throw new Error(`ethnic group ${officialCode} is not in the official list`);
    return {
      code: String(index + 1).padStart(2, "0"),
      title: { vi: group[1], en: group[1] },
      externalCode: officialCode,
    };
  }),
});

/** The sixteen groups with priority in admission and support. */
export const verySmallGroups: readonly string[] = "48 45 51 50 47 49 39 11 44 53 52 54 43 42 46 41".split(
  " ",
);
