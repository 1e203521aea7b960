import { codeSet } from "../../dictionary/code-set.ts";

export const sex = codeSet("sex", {
  title: { vi: "Giới tính", en: "Sex" },
  codeSystem: "national education data centre, table specification",
  tag: "found",
  effectiveFrom: "2025-07-01",
  entries: [
    {
      code: "0",
      title: { vi: "Chưa rõ", en: "Unknown" },
      aliases: ["không rõ", "không xác định", "khác", "unspecified", "other"],
    },
    {
      code: "1",
      title: { vi: "Nam", en: "Male" },
      aliases: ["nam giới", "con trai", "trai", "bé trai", "M", "male", "boy"],
    },
    {
      code: "2",
      title: { vi: "Nữ", en: "Female" },
      aliases: ["nữ giới", "con gái", "gái", "bé gái", "F", "female", "girl", "x", "nử", "nứ"],
    },
  ],
});

export const birthPrecision = codeSet("birthPrecision", {
  title: { vi: "Độ chính xác của ngày sinh", en: "Precision of the birth date" },
  codeSystem: "hoa-phuong",
  tag: "found",
  effectiveFrom: "2025-07-01",
  entries: [
    { code: "day", title: { vi: "Đủ ngày, tháng, năm", en: "Day" }, aliases: ["ngày"] },
    { code: "month", title: { vi: "Tháng và năm", en: "Month" }, aliases: ["tháng"] },
    { code: "year", title: { vi: "Chỉ năm", en: "Year" }, aliases: ["năm"] },
  ],
});

export const religion = codeSet("religion", {
  title: { vi: "Tôn giáo", en: "Religion" },
  codeSystem: "hoa-phuong (order of an unofficial public list)",
  tag: "memory",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "0",
      title: { vi: "Không", en: "None" },
      aliases: ["không theo tôn giáo", "không có", "ko", "k", "lương", "none", "không tôn giáo", "chưa có"],
    },
    { code: "1", title: { vi: "Phật giáo", en: "Buddhism" }, aliases: ["đạo Phật", "Phật", "PG"] },
    {
      code: "2",
      title: { vi: "Công giáo", en: "Catholicism" },
      aliases: [
        "Thiên Chúa giáo",
        "đạo Thiên Chúa",
        "Thiên chúa",
        "đạo Công giáo",
        "Kitô giáo",
        "Ki-tô giáo",
        "CG",
      ],
    },
    { code: "3", title: { vi: "Tin lành", en: "Protestantism" }, aliases: ["đạo Tin lành", "TL"] },
    { code: "4", title: { vi: "Cao Đài", en: "Cao Dai" }, aliases: ["đạo Cao Đài"] },
    {
      code: "5",
      title: { vi: "Phật giáo Hòa Hảo", en: "Hoa Hao Buddhism" },
      aliases: ["Hòa Hảo", "đạo Hòa Hảo"],
    },
    { code: "6", title: { vi: "Hồi giáo", en: "Islam" }, aliases: ["đạo Hồi", "Islam"] },
    { code: "7", title: { vi: "Baha'i", en: "Baha'i" }, aliases: ["Tôn giáo Baha'i", "Bahai"] },
    { code: "8", title: { vi: "Tịnh độ cư sĩ Phật hội Việt Nam", en: "Pure Land Buddhist Home-Practice" } },
    {
      code: "9",
      title: { vi: "Đạo Tứ Ân Hiếu Nghĩa", en: "Tu An Hieu Nghia" },
      aliases: ["Tứ Ân Hiếu Nghĩa"],
    },
    {
      code: "10",
      title: { vi: "Bửu Sơn Kỳ Hương", en: "Buu Son Ky Huong" },
      aliases: ["Đạo Bửu Sơn Kỳ Hương"],
    },
    { code: "11", title: { vi: "Minh Sư Đạo", en: "Minh Su Dao" } },
    { code: "12", title: { vi: "Minh Lý Đạo", en: "Minh Ly Dao" } },
    { code: "13", title: { vi: "Bà-la-môn", en: "Brahmanism" }, aliases: ["Bà la môn", "Balamon"] },
    { code: "99", title: { vi: "Tôn giáo khác", en: "Other" }, aliases: ["khác"] },
  ],
});

export const documentType = codeSet("documentType", {
  title: { vi: "Loại giấy tờ", en: "Document type" },
  codeSystem: "national education data centre, table specification",
  tag: "found",
  effectiveFrom: "2025-07-01",
  entries: [
    {
      code: "1",
      title: { vi: "Giấy khai sinh", en: "Birth certificate" },
      aliases: ["Khai sinh", "GKS", "Bản sao giấy khai sinh"],
    },
    {
      code: "2",
      title: { vi: "Chứng minh nhân dân", en: "Old identity card" },
      aliases: ["CMND", "CMTND", "CMT"],
    },
    {
      code: "3",
      title: { vi: "Chứng minh sĩ quan", en: "Officer card" },
      aliases: ["Giấy chứng minh sĩ quan quân đội", "CM sĩ quan", "Chứng minh quân đội"],
    },
    {
      code: "4",
      title: { vi: "Chứng minh công an", en: "Police card" },
      aliases: ["Giấy chứng minh công an nhân dân", "CM công an"],
    },
    {
      code: "5",
      title: { vi: "Căn cước công dân", en: "Citizen identity card" },
      aliases: ["CCCD", "Căn cước", "Thẻ căn cước", "Thẻ CCCD", "Thẻ căn cước công dân"],
    },
    { code: "6", title: { vi: "Hộ chiếu", en: "Passport" }, aliases: ["HC", "passport"] },
    { code: "7", title: { vi: "Sổ hộ khẩu", en: "Household book" }, aliases: ["Hộ khẩu", "SHK"] },
    { code: "8", title: { vi: "Giấy tờ khác", en: "Other" }, aliases: ["khác"] },
  ],
});

export const bloodGroup = codeSet("bloodGroup", {
  title: { vi: "Nhóm máu", en: "Blood group" },
  codeSystem: "ABO and Rh",
  tag: "found",
  effectiveFrom: "2018-01-01",
  entries: [
    { code: "A", title: { vi: "A", en: "A" }, aliases: ["nhóm A"] },
    { code: "B", title: { vi: "B", en: "B" }, aliases: ["nhóm B"] },
    { code: "AB", title: { vi: "AB", en: "AB" }, aliases: ["nhóm AB"] },
    { code: "O", title: { vi: "O", en: "O" }, aliases: ["nhóm O", "0"] },
    // Folding drops + and -: these match as themselves or by their words.
    { code: "A+", title: { vi: "A Rh dương", en: "A positive" }, aliases: ["A dương tính"] },
    { code: "B+", title: { vi: "B Rh dương", en: "B positive" }, aliases: ["B dương tính"] },
    { code: "AB+", title: { vi: "AB Rh dương", en: "AB positive" }, aliases: ["AB dương tính"] },
    { code: "O+", title: { vi: "O Rh dương", en: "O positive" }, aliases: ["O dương tính"] },
    { code: "A-", title: { vi: "A Rh âm", en: "A negative" }, aliases: ["A âm tính"] },
    { code: "B-", title: { vi: "B Rh âm", en: "B negative" }, aliases: ["B âm tính"] },
    { code: "AB-", title: { vi: "AB Rh âm", en: "AB negative" }, aliases: ["AB âm tính"] },
    { code: "O-", title: { vi: "O Rh âm", en: "O negative" }, aliases: ["O âm tính"] },
  ],
});

export const guardianRelation = codeSet("guardianRelation", {
  title: { vi: "Quan hệ với học sinh", en: "Relation to the learner" },
  codeSystem: "hoa-phuong",
  tag: "found",
  effectiveFrom: "2018-01-01",
  entries: [
    {
      code: "father",
      title: { vi: "Cha", en: "Father" },
      aliases: ["bố", "bố đẻ", "cha đẻ", "father"],
    },
    { code: "mother", title: { vi: "Mẹ", en: "Mother" }, aliases: ["má", "mẹ đẻ", "mother"] },
    {
      code: "stepParent",
      title: { vi: "Cha/mẹ kế, cha/mẹ nuôi", en: "Step or adoptive parent" },
      aliases: ["bố dượng", "cha dượng", "mẹ kế", "dì ghẻ", "bố nuôi", "cha nuôi", "mẹ nuôi", "cha mẹ nuôi"],
    },
    {
      code: "grandparent",
      title: { vi: "Ông/bà", en: "Grandparent" },
      aliases: [
        "ông",
        "bà",
        "ông nội",
        "ông ngoại",
        "bà nội",
        "bà ngoại",
        "ông bà",
        "ông bà nội",
        "ông bà ngoại",
        "grandparent",
      ],
    },
    {
      code: "auntUncle",
      title: { vi: "Cô, dì, chú, bác, cậu", en: "Aunt or uncle" },
      aliases: [
        "cô",
        "dì",
        "chú",
        "bác",
        "cậu",
        "mợ",
        "thím",
        "dượng",
        "bác ruột",
        "cô ruột",
        "chú ruột",
        "dì ruột",
        "cậu ruột",
      ],
    },
    {
      code: "sibling",
      title: { vi: "Anh, chị", en: "Sibling" },
      aliases: ["anh", "chị", "anh ruột", "chị ruột", "anh trai", "chị gái", "anh chị"],
    },
    {
      code: "guardian",
      title: { vi: "Người giám hộ khác", en: "Other guardian" },
      aliases: [
        "người giám hộ",
        "giám hộ",
        "người đỡ đầu",
        "phụ huynh",
        "khác",
        "người thân",
        "cơ sở bảo trợ",
        "guardian",
        "parent",
      ],
    },
  ],
});

export const residenceKind = codeSet("residenceKind", {
  title: { vi: "Loại nơi ở", en: "Kind of residence" },
  codeSystem: "hoa-phuong",
  tag: "design",
  effectiveFrom: "2021-07-01",
  legalBasis: "Luật Cư trú 68/2020",
  entries: [
    {
      code: "current",
      title: { vi: "Nơi ở hiện nay", en: "Current" },
      aliases: ["hiện nay", "tạm trú", "chỗ ở hiện nay"],
    },
    {
      code: "permanent",
      title: { vi: "Thường trú", en: "Permanent" },
      aliases: ["hộ khẩu thường trú", "HKTT"],
    },
  ],
});
