import { expect, test } from "vitest";
import { detectDelimiter } from "./dialect.ts";

const title = "Kiểu ghi: thay đổi;Mã trường: 311168002001;Năm học 2026-2027";
const header = "STT;Mã học sinh;Họ tên;Ngày sinh;Địa chỉ;Nơi sinh";

test("a short list whose addresses all have as many commas is cut by the sign that cuts its header too", () => {
  for (const rows of [2, 8, 20, 200]) {
    const row = (number: number) =>
      `${number};01002N${number};Vũ Thị Thu;27/03/2025;Số ${number}, Đà Nẵng, Phường Thành Đông, Hải Phòng;Xã Kẻ Sặt, Hải Phòng`;
    const lines = Array.from({ length: rows }, (_, at) => row(at + 1));
    const { guesses, sure } = detectDelimiter([title, header, ...lines, ""].join("\r\n"), true);
    expect([rows, guesses[0]?.delimiter, sure]).toEqual([rows, ";", true]);
  }
});

test("two signs that cut the same lines are still a person's to choose", () => {
  expect(detectDelimiter("1,5;2,5\n3,5;4,5\n5,0;6,0\n", true).sure).toBe(false);
});
