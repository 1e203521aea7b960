/** Hải Phòng in the codes of QĐ 19/2025/QĐ-TTg; before the merger of 1/7/2025 Hải Dương was 30. */
export const provinceCode = "31";
