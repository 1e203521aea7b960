/** A date as it was written: how much of it was given, and the first day it may mean. */
export interface ReadDate {
  /** `yyyy-mm-dd`; month or day are `01` when not given. */
  readonly day: string;
  readonly precision: "day" | "month" | "year";
}

export type DateReason = "date-malformed" | "date-impossible" | "date-two-digit-year" | "date-out-of-range";

export type DateReading = { readonly value: ReadDate } | { readonly reason: DateReason };

/** Excel counts days from 30/12/1899 (it believes in 29/2/1900, which no pupil's date reaches). */
const excelEpochMs = Date.UTC(1899, 11, 30);
const dayMs = 86_400_000;
/** Serial numbers outside 1920-2099 are more likely years, codes or typing slips than dates. */
const firstSerial = 7306;
const lastSerial = 73050;

/**
 * Reads a date from a cell's text. Vietnamese order: day before month, whatever separator stands between.
 * Accepts `dd/mm/yyyy`, `d-m-yyyy`, `dd.mm.yyyy`, `yyyy-mm-dd` (with or without time), `mm/yyyy`, `yyyy`,
 * `yyyymmdd`, `ngày 5 tháng 9 năm 2015` and Excel serials. A month over 12 with a day of 12 or less is not swapped
 * in silence: it is impossible, and the sender is told.
 */
export function readDate(text: string): DateReading {
  const cleaned = text.trim().replace(/^'/, "");
  const iso =
    /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/.exec(
      cleaned,
    );
  if (iso !== null) return fromParts(iso[1], iso[2], iso[3]);
  const compact = /^((?:19|20)\d{2})(\d{2})(\d{2})$/.exec(cleaned);
  if (compact !== null) return fromParts(compact[1], compact[2], compact[3]);
  const dayFirst =
    /^(\d{1,2})\s*[/.\-\s]\s*(\d{1,2})\s*[/.\-\s]\s*(\d{4})(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?$/.exec(cleaned);
  if (dayFirst !== null) return fromParts(dayFirst[3], dayFirst[2], dayFirst[1]);
  const spelt = /^(?:ngày\s*)?(\d{1,2})\s*tháng\s*(\d{1,2})\s*(?:năm\s*)?(\d{4})$/i.exec(
    cleaned.normalize("NFC"),
  );
  if (spelt !== null) return fromParts(spelt[3], spelt[2], spelt[1]);
  const monthYear = /^(\d{1,2})\s*[/\-.]\s*(\d{4})$/.exec(cleaned) ?? null;
  if (monthYear !== null) return fromParts(monthYear[2], monthYear[1], undefined);
  const yearMonth = /^(\d{4})-(\d{1,2})$/.exec(cleaned);
  if (yearMonth !== null) return fromParts(yearMonth[1], yearMonth[2], undefined);
  if (/^\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2}$/.test(cleaned)) return { reason: "date-two-digit-year" };
  if (/^(19|20)\d{2}$/.test(cleaned)) return fromParts(cleaned, undefined, undefined);
  if (/^\d{4,5}(\.\d+)?$/.test(cleaned)) return fromSerial(Math.floor(Number(cleaned)));
  return { reason: "date-malformed" };
}

function fromSerial(serial: number): DateReading {
  if (serial < firstSerial || serial > lastSerial) return { reason: "date-out-of-range" };
  return {
    value: { day: new Date(excelEpochMs + serial * dayMs).toISOString().slice(0, 10), precision: "day" },
  };
}

function fromParts(yearText = "", monthText?: string, dayText?: string): DateReading {
  const year = Number(yearText);
  if (year < 1900 || year > 2100) return { reason: "date-out-of-range" };
  if (monthText === undefined) return { value: { day: `${yearText}-01-01`, precision: "year" } };
  const month = Number(monthText);
  const day = dayText === undefined ? 1 : Number(dayText);
  const instant = new Date(Date.UTC(year, month - 1, day));
  // Date rolls 31/02 over to March: unless it comes back as it went in, the day does not exist.
  if (instant.getUTCMonth() !== month - 1 || instant.getUTCDate() !== day)
    return { reason: "date-impossible" };
  return {
    value: { day: instant.toISOString().slice(0, 10), precision: dayText === undefined ? "month" : "day" },
  };
}
