import { createHash } from "node:crypto";
import type { AuditKey } from "./audit-key.ts";

/** A stretch of one lane's rows that a checkpoint holds. */
export interface Segment {
  readonly day: string;
  readonly lane: string;
  readonly fromSeq: number;
  readonly toSeq: number;
  /** SHA-256 over link and transaction number (8 bytes, big-endian) of each row, hex. */
  readonly rowsHash: string;
}

/** What was sealed together, signed, and linked to the checkpoint before by its hash. Bytes are hex. */
export interface Checkpoint {
  readonly no: number;
  readonly madeAt: string;
  readonly day: string;
  /** Rows sealed by this one, by all of its day so far, by all so far. */
  readonly events: number;
  readonly dayEvents: number;
  readonly totalEvents: number;
  /** Time of the oldest event in it: how long it waited to be sealed. */
  readonly oldestAt: string | null;
  /** {@link hashOfSegments}. */
  readonly segments: string;
  /** The day's chain: SHA-256 over the head before, of the same day (32 zero bytes at first), and `segments`. */
  readonly dayHead: string;
  /** Which transactions had been decided when it was made (`pg_snapshot`): the next one begins there. */
  readonly snapshot: string;
  /** Rows that their writer knows to be committed and that were gone: `[[day, lane, seq, link], …]` as JSON. */
  readonly lost: string;
  readonly keyId: string;
  /** {@link hashOfCheckpoint} of the one before. */
  readonly previous: string;
  readonly signature: string;
}

export const noHash = "0".repeat(64);

const sha256 = (...parts: readonly (string | Buffer)[]): string => {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(part);
  return hash.digest("hex");
};

const signedText = (checkpoint: Omit<Checkpoint, "signature">): string =>
  JSON.stringify([
    checkpoint.no,
    checkpoint.madeAt,
    checkpoint.day,
    checkpoint.events,
    checkpoint.dayEvents,
    checkpoint.totalEvents,
    checkpoint.oldestAt,
    checkpoint.segments,
    checkpoint.dayHead,
    checkpoint.snapshot,
    checkpoint.lost,
    checkpoint.keyId,
    checkpoint.previous,
  ]);

/** The signature stands under the hash too: nothing of a checkpoint can change without breaking the next one. */
export const hashOfCheckpoint = (checkpoint: Checkpoint): string =>
  sha256(signedText(checkpoint), checkpoint.signature);

/** @param segments ordered by day, lane and number */
export const hashOfSegments = (segments: readonly Segment[]): string =>
  sha256(segments.map(segmentText).join("\n"));

const segmentText = ({ day, lane, fromSeq, toSeq, rowsHash }: Segment): string =>
  `${day} ${lane} ${fromSeq} ${toSeq} ${rowsHash}`;

export const nextDayHead = (before: string, segments: string): string =>
  sha256(Buffer.from(before, "hex"), Buffer.from(segments, "hex"));

export function signCheckpoint(key: AuditKey, unsigned: Omit<Checkpoint, "signature" | "keyId">): Checkpoint {
  const content = { ...unsigned, keyId: key.keyId };
  return { ...content, signature: key.sign(signedText(content)).toString("hex") };
}

export const isCheckpointSigned = (key: AuditKey, checkpoint: Checkpoint): boolean =>
  checkpoint.keyId === key.keyId &&
  key.isSigned(signedText(checkpoint), Buffer.from(checkpoint.signature, "hex"));

/** A hash over rows as they come; see {@link Segment.rowsHash}. */
export class RowsHash {
  readonly #hash = createHash("sha256");

  /** @param link hex */
  add(link: string, xid: string): void {
    const number = Buffer.alloc(8);
    number.writeBigUInt64BE(BigInt(xid));
    this.#hash.update(Buffer.from(link, "hex")).update(number);
  }

  end(): string {
    return this.#hash.digest("hex");
  }
}
