import type { ReasonCode } from "../reason-codes.ts";

/** An Excel day number as text, or why it is none. */
export type SerialText = { text: string } | { reject: ReasonCode };

const dayMs = 86_400_000;
/** 31/12/9999, the last day Excel has. */
const lastSerial1900 = 2_958_465;
const lastSerial1904 = 2_957_003;

/**
 * Excel serial → `yyyy-mm-dd`, with `Thh:mm:ss` when it holds a time of day; below 1 the clock alone.
 * The 1900 system counts a 29/2/1900 that never was (Lotus 1-2-3's error, kept for compatibility):
 * serials below 60 are one day off against the calendar and 60 itself is no day.
 * Times are rounded to the millisecond: a serial has about 1 µs of resolution today.
 */
export function serialToText(serial: number, date1904: boolean, timeOnly: boolean): SerialText {
  if (!Number.isFinite(serial) || serial < 0) return { reject: "date-out-of-range" };
  const totalMs = Math.round(serial * dayMs);
  let day = Math.floor(totalMs / dayMs);
  const ms = totalMs - day * dayMs;
  if (timeOnly && (day === 0 || !date1904)) {
    if (day === 0) return { text: clockText(ms) };
    // Durations beyond a day ([h]:mm) keep counting hours; a real moment shown as a clock keeps its day.
    if (day < 366) return { text: clockText(totalMs) };
  }
  if (day > (date1904 ? lastSerial1904 : lastSerial1900)) return { reject: "date-out-of-range" };
  if (date1904) day += 1462;
  else if (day === 0) return timeOnly || ms > 0 ? { text: clockText(ms) } : { reject: "date-out-of-range" };
  if (day === 60 && !date1904) return { reject: "date-phantom" };
  const shift = day < 60 ? 25_568 : 25_569;
  const iso = new Date((day - shift) * dayMs).toISOString().slice(0, 10);
  return { text: ms === 0 ? iso : `${iso}T${clockText(ms)}` };
}

function clockText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const fraction = ms % 1000;
  const two = (value: number) => String(value).padStart(2, "0");
  const clock = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return fraction === 0 ? clock : `${clock}.${String(fraction).padStart(3, "0")}`;
}

/** Strict OOXML `t="d"`: ISO 8601 → the same text form. */
export function isoToText(value: string): SerialText {
  const match = /^(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(\.\d+)?)?Z?)?$/.exec(value);
  if (match === null) {
    return /^T?\d\d:\d\d:\d\d(\.\d+)?$/.test(value)
      ? { text: value.replace("T", "") }
      : { reject: "date-malformed" };
  }
  const [, year = "", month = "", day = "", hour, minute, second = "00", fraction = ""] = match;
  const time = Date.UTC(Number(year), Number(month) - 1, Number(day));
  if (new Date(time).toISOString().slice(0, 10) !== `${year}-${month}-${day}`)
    return { reject: "date-malformed" };
  if (hour === undefined) return { text: `${year}-${month}-${day}` };
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return { reject: "date-malformed" };
  const clock = `${hour}:${minute}:${second}${/[1-9]/.test(fraction) ? fraction : ""}`;
  return { text: clock === "00:00:00" ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${clock}` };
}
