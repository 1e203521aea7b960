import { expect, test } from "vitest";
import { distanceKm, findSchools } from "./find-schools.ts";
import type { OpenSchool } from "./open-data.ts";

const school = (id: string, title: string, more: Partial<OpenSchool> = {}): OpenSchool => ({
  id,
  title,
  levels: ["02"],
  ownership: "1",
  communeCode: "1",
  communeTitle: "Phường Hải An",
  address: null,
  phone: null,
  longitude: null,
  latitude: null,
  ...more,
});
const nothing = { q: "", cap: "", loai: "", xa: "" };
const ids = (found: readonly OpenSchool[]) => found.map(({ id }) => id);

test("words match in any order and without accents, also those of the address", () => {
  const all = [
    school("a", "Trường Tiểu học Đằng Lâm"),
    school("b", "Trường THCS Lê Lợi", { address: "Số 5 Đằng Hải" }),
  ];
  expect(ids(findSchools(all, { ...nothing, q: "lam dang" }))).toEqual(["a"]);
  expect(ids(findSchools(all, { ...nothing, q: "ĐẰNG" }))).toEqual(["a", "b"]);
});

test("a school of several levels is found under each; every filter narrows", () => {
  const all = [school("a", "A", { levels: ["02", "03"] }), school("b", "B", { ownership: "3" })];
  expect(ids(findSchools(all, { ...nothing, cap: "03" }))).toEqual(["a"]);
  expect(ids(findSchools(all, { ...nothing, cap: "02", loai: "3" }))).toEqual(["b"]);
  expect(ids(findSchools(all, { ...nothing, xa: "2" }))).toEqual([]);
});

test("nearest first, without a place last; a degree of latitude is 111 km", () => {
  const all = [
    school("none", "Không có tọa độ"),
    school("far", "Xa", { longitude: 106.7, latitude: 21.9 }),
    school("near", "Gần", { longitude: 106.7, latitude: 20.9 }),
  ];
  expect(ids(findSchools(all, nothing, [106.7, 20.9]))).toEqual(["near", "far", "none"]);
  expect(distanceKm([106.7, 20.9], [106.7, 21.9])).toBeCloseTo(111.19, 1);
});
