import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Field } from "#src/domains/dictionary/field.ts";

const FAMILY = ["Nguyễn Văn", "Trần Thị", "Phạm Minh", "Lê Hoàng", "Vũ Đức"];
const GIVEN = ["An", "Bình", "Chi", "Dũng", "Hà", "Khánh", "Linh"];

function pick<T>(list: readonly T[], at: number): T {
  const value = list[at % list.length];
  if (value === undefined) throw new Error("nothing to pick from");
  return value;
}

/** A believable value of a column in the `at`-th row, spelt as schools spell it. */
export function sampleValue(
  column: string,
  field: Field | undefined,
  codeSets: readonly CodeSet[],
  at: number,
): string | null {
  if (column === "givenName") return pick(GIVEN, at);
  if (column === "familyMiddleName") return pick(FAMILY, at);
  if (column === "className") return `${6 + (at % 4)}A${1 + (at % 3)}`;
  if (/^(mark)\./.test(column)) return pick(["8.5", "7", "9.3", "6.8"], at);
  if (/^(level)\./.test(column)) return pick(["T", "H", "C"], at);
  if (field === undefined) return `nội dung ${at % 5}`;
  switch (field.kind) {
    case "nationalId":
      return `0312150${String(10_000 + at * 37)}`;
    case "personName":
      return `${pick(FAMILY, at)} ${pick(GIVEN, at + 2)}`;
    case "date":
      return at % 2 === 0 ? `2015-0${1 + (at % 9)}-1${at % 9}` : `1${at % 9}/0${1 + (at % 9)}/2015`;
    case "phone":
      return `09${String(12_345_678 + at * 91)}`;
    case "email":
      return `nguoi${at}@haiphong.edu.vn`;
    case "schoolYear":
      return "2026-2027";
    case "boolean":
      return at % 3 === 0 ? "x" : null;
    case "integer":
      return field.range !== undefined && field.range[0] >= 1800
        ? String(1980 + (at % 15))
        : String(1 + (at % 9));
    case "decimal":
      return pick(["7.5", "8", "9.25"], at);
    case "code":
    case "codes": {
      const entries = codeSets.find((set) => set.id === field.codeSet)?.entries.slice(0, 4) ?? [];
      return entries.length === 0 ? `giá trị ${at % 3}` : pick(entries, at).title.vi;
    }
    default:
      return `${pick(["Số 12", "Thôn Đông", "Tổ 5"], at)} ${at}`;
  }
}
