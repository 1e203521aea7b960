import { HpError } from "#src/platform/errors.ts";

/** Where a page of events ends: its last event's time (ISO, microseconds), lane and number. */
export interface Place {
  readonly at: string;
  readonly lane: string;
  readonly seq: number;
}

export const placeText = ({ at, lane, seq }: Place): string =>
  Buffer.from(`${at} ${lane} ${seq}`).toString("base64url");

/** @throws HpError `cursor-invalid` */
export function readPlace(text: string): Place {
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]{8,15}Z) (-?\d{1,19}) (\d{1,9})$/.exec(
    Buffer.from(text, "base64url").toString(),
  );
  if (match === null) throw new HpError("cursor-invalid");
  return { at: match[1] ?? "", lane: match[2] ?? "", seq: Number(match[3]) };
}
