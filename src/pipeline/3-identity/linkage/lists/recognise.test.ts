import { expect, test } from "vitest";
import { isRowIdName, isTruthName, readColumnName } from "./column-names.ts";
import { contradicts, dateOrder, kindOfValues } from "./value-kind.ts";

test.each([
  ["given_name", "givenName"],
  ["First Name", "givenName"],
  ["firstName", "givenName"],
  ["surname", "familyName"],
  ["soc_sec_id", "nationalId"],
  ["date_of_birth", "birthDate"],
  ["DOB", "birthDate"],
  ["Họ và tên", "fullName"],
  ["Năm sinh", "birthYear"],
  ["ĐT", "phone"],
  ["address_2", "residenceAddress2"],
  ["favourite colour", undefined],
])("a column called %s is %s", (header, role) => {
  expect(readColumnName(header, new Map())?.role).toBe(role);
});

test("numbers of rows and answers are told by their names", () => {
  for (const header of ["rec_id", "unique_id", "ID", "STT", "Record No"])
    expect(isRowIdName(header)).toBe(true);
  for (const header of ["soc_sec_id", "national id", "street_number"])
    expect(isRowIdName(header)).toBe(false);
  for (const header of ["cluster", "Truth", "label"]) expect(isTruthName(header)).toBe(true);
});

const values = (sample: readonly string[]) => ({
  rows: sample.length,
  filled: sample.length,
  distinct: new Set(sample).size,
  sample,
});

test.each([
  [["01/02/2010", "13/02/2011", "28/12/2009"], "date"],
  [["19990219", "19600210", "20010630"], "date"],
  [["2010", "2011", "1998"], "year"],
  [["a.b@c.vn", "d@e.vn", "f@g.org"], "email"],
  [["0912345678", "0987654321", "+84 912 345 679"], "phone"],
  [["031215004321", "30215004322", "3.12150E+10"], "nationalId"],
  [["Nguyễn Văn An", "Tran Thi Binh", "PHẠM GIA BẢO"], "fullName"],
  [["4011", "27", "2776"], "number"],
  [["giblin street", "hawthorne", "tullaroop"], "words"],
  [Array.from({ length: 40 }, (_, n) => (n % 2 === 0 ? "nam" : "nữ")), "code"],
])("values like %j are of kind %s", (sample, kind) => {
  expect(kindOfValues(values(sample))).toBe(kind);
});

test("a header is not believed when the values can't be what it says", () => {
  expect(contradicts("date", values(["Hải Phòng", "Hà Nội"]))).toBe(true);
  expect(contradicts("date", values(["1/2/2010", "2011"]))).toBe(false);
});

test("the order of day and month is read off days above twelve", () => {
  expect(dateOrder(["02/28/2010", "03/04/2010"])).toBe("mdy");
  expect(dateOrder(["28/02/2010", "03/04/2010"])).toBe("dmy");
});
