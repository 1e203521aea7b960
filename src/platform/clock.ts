/** The one place the time comes from, so that a test can hold it still. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that stands still at an instant (ISO 8601). */
export function fixedClock(instant: string): Clock {
  const date = new Date(instant);
  return { now: () => new Date(date) };
}

// Made once: making one takes a hundred times longer than using it, and the audit asks for the day of each event.
const dayFormat = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" });

/** The day in Hải Phòng at an instant, `yyyy-mm-dd`; storage is UTC, people live in Asia/Ho_Chi_Minh. */
export const localDay = (instant: Date): string => dayFormat.format(instant);
