import { randomBytes } from "node:crypto";

/** Where a lane stands: number and link of its newest row. */
export interface Head {
  readonly seq: number;
  readonly link: Buffer;
}

export const laneStart: Head = { seq: 0, link: Buffer.alloc(32) };

/**
 * The rows one connection writes on one day. Transactions of a connection come one after the other, so its rows can be
 * numbered without a gap and without waiting for anybody.
 */
export interface Lane {
  readonly day: string;
  /** 63 random bits as decimal digits. */
  readonly lane: string;
  /** As far as the writer knows: its last transaction may have been rolled back since. */
  head: Head;
  /** The transaction that wrote the head. */
  xid: string;
  /** Appends of one connection go one after the other, whether the caller awaits them or not. */
  turn: Promise<void>;
}

const lanes = new WeakMap<object, Lane>();

/** Rows that were committed for certain and that no checkpoint is known to hold, by lane. */
const committed = new Map<string, Witness & { readonly database: string }>();

export function laneOf(client: object, day: string): Lane {
  const known = lanes.get(client);
  return known?.day === day ? known : openLane(client, day);
}

export function openLane(client: object, day: string): Lane {
  const lane = {
    day,
    lane: (randomBytes(8).readBigUInt64BE() >> 1n).toString(),
    head: laneStart,
    xid: "",
    turn: Promise.resolve(),
  };
  lanes.set(client, lane);
  return lane;
}

/** The lane's head outlived its transaction: from now on its absence is somebody's doing. */
export function noteCommitted(database: string, { day, lane, head }: Lane): void {
  if (head.seq > 0)
    committed.set(lane, { database, day, lane, seq: head.seq, link: head.link.toString("hex") });
}

export interface Witness {
  readonly day: string;
  readonly lane: string;
  readonly seq: number;
  readonly link: string;
}

/** What this process knows to be committed to a database; {@link forgetWitness} when it is sealed. */
export const witnessesOf = (database: string): readonly Witness[] =>
  [...committed.values()].filter((witness) => witness.database === database);

export function forgetWitness({ lane, seq }: Witness): void {
  if ((committed.get(lane)?.seq ?? 0) <= seq) committed.delete(lane);
}
