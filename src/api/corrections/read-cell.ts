import { codeSets } from "#src/domains/catalogue.ts";
import type { CodeSet } from "#src/domains/dictionary/code-set.ts";
import type { Field } from "#src/domains/dictionary/field.ts";
import { isLookedUp } from "#src/pipeline/2-standardise/column-sql.ts";
import { readerOf } from "#src/pipeline/2-standardise/lookups.ts";

/** What a cell says: the value as the record would hold it, or the reason code why it can't be used. */
export type CellReading = { readonly value: unknown } | { readonly reason: string };

const sets: ReadonlyMap<string, CodeSet> = new Map(codeSets.map((set) => [set.id, set]));
type Reader = ReturnType<typeof readerOf>;
const readers = new Map<string, Reader>();

/**
 * Reads a typed or pasted cell by the rules that a run reads files by (pipeline 2-standardise), so that who mends is told
 * at once what the run would refuse. `read-cell.test.ts` holds the two against each other.
 */
export function readCell(name: string, field: Field, given: string): CellReading {
  const text = given
    .normalize("NFC")
    .replace(/[\s\u00a0\u200b\ufeff]+/gu, " ")
    .trim();
  if (text === "") return { reason: "value-missing" };
  if (!isLookedUp(field)) return readPlain(field, text);
  const key = `${field.kind}|${field.codeSet ?? ""}|${name === "birthDate"}`;
  const read = readers.get(key) ?? readerOf(field, sets, name === "birthDate" ? "partial" : "day");
  readers.set(key, read);
  const { value, reason } = read(text);
  if (value === null) return { reason: reason ?? "code-unknown" };
  if (field.kind === "boolean") return { value: value === "true" };
  return { value: field.kind === "codes" ? value.split(";") : value };
}

function readPlain(field: Field, text: string): CellReading {
  switch (field.kind) {
    case "nationalId":
      return readNationalId(text);
    case "phone":
      return readPhone(text);
    case "email":
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.toLowerCase())
        ? { value: text.toLowerCase() }
        : { reason: "email-malformed" };
    case "integer": {
      if (!/^-?\d{1,10}([.,]0+)?$/.test(text)) return { reason: "number-malformed" };
      const value = Number(text.replace(/[.,]0+$/, ""));
      return Math.abs(value) > 2_147_483_647 ? { reason: "number-malformed" } : inRange(field, value);
    }
    case "decimal":
      return readDecimal(field, text);
    case "personName":
      return text.length >= 2 && text.length <= 70 ? { value: text } : { reason: "name-length" };
    default:
      return text.length <= 500 && field.validator.safeParse(text).success
        ? { value: text }
        : { reason: "text-too-long" };
  }
}

function readNationalId(text: string): CellReading {
  const compact = text.replace(/[\s.'`-]/g, "");
  if (/^\d{12}$/.test(compact)) return { value: compact };
  if (/^\d+([.,]\d+)?[eE]\+?\d+$/.test(text)) return { reason: "id-scientific" };
  if (/^\d{10,11}$/.test(compact)) return { reason: "id-lost-zero" };
  if (/^\d{9}$/.test(compact)) return { reason: "id-old-card" };
  return { reason: /^\d+$/.test(compact) ? "id-length" : "id-malformed" };
}

function readPhone(text: string): CellReading {
  const safe = text.replace(/[^0-9+]/g, "");
  const national = safe.startsWith("+84")
    ? `0${safe.slice(3)}`
    : safe.startsWith("84") && safe.length === 11
      ? `0${safe.slice(2)}`
      : safe;
  if (/^0\d{9,10}$/.test(national)) return { value: national };
  return { reason: /^[1-9]\d{8}$/.test(safe) ? "phone-lost-zero" : "phone-malformed" };
}

/** Vietnamese decimals: `8,5` and `8.5`; `1.234,5` has a thousands point. */
function readDecimal(field: Field, text: string): CellReading {
  const plain = text.includes(",") ? text.replaceAll(".", "").replaceAll(",", ".") : text;
  if (!/^-?\d{1,14}(\.\d{1,10})?$/.test(plain)) return { reason: "number-malformed" };
  const places = (plain.split(".")[1] ?? "").replace(/0+$/, "").length;
  const whole = /\((\d+),/.exec(field.postgresType)?.[1];
  const digits =
    plain
      .replace(/^-/, "")
      .split(".")[0]
      ?.replace(/^0+(?=\d)/, "") ?? "";
  if (whole !== undefined && digits !== "0" && digits.length > Number(whole) - (field.scale ?? 0))
    return { reason: "number-out-of-range" };
  if (places > (field.scale ?? 0)) return { reason: "number-too-precise" };
  return inRange(field, Number(plain));
}

function inRange({ range }: Field, value: number): CellReading {
  const outside = range !== undefined && (value < range[0] || value > range[1]);
  return outside ? { reason: "number-out-of-range" } : { value };
}
