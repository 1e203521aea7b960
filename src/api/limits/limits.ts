/**
 * Every limit of the HTTP server, in one place. Each is a guard against somebody who holds on to what others need;
 * none is reached by a school of 2,000 behind one address that opens its marks at the same minute.
 */
export const serverLimits = {
  /** Connections in all; each costs some 20 KB. */
  connections: 8_192,
  /**
   * Connections the system accepts for us while we are busy. Beyond it they are dropped and dialled again after a
   * second, then three: with Node's 511 a visitor waited 5 s while 2,000 came at once.
   */
  backlog: 4_096,
  /** From this share of them on, connections that wait for a next request are closed to make room. */
  crowded: 0.75,
  /** Time for a request's header lines, from the first moment of the connection. */
  headersMs: 8_000,
  /** Time for the TLS handshake. */
  handshakeMs: 8_000,
  /** How often Node looks at connections whose headers are late; with {@link headersMs} closed within 9 s. */
  lookEveryMs: 1_000,
  /** A connection waits so long for its next request. */
  keepAliveMs: 8_000,
  requestsPerConnection: 1_000,
  /** Nothing moves at all while a request is answered: our own work may take {@link handlerMs}. */
  silentMs: 60_000,
  /**
   * An answer waits for its reader, who takes not a byte. Node grants the time twice when some was taken in the
   * beginning: closed after 14 s at the latest.
   */
  stalledAnswerMs: 6_500,
  /** Our own work on an ordinary request. */
  handlerMs: 30_000,
  /** The last bound of a request that moves all the time: an upload over a weak line. */
  requestMs: 3_600_000,
  headerBytes: 16_384,
  headerLines: 100,
  /** Largest JSON body; files come by `PATCH /api/v1/uploads/{id}`, which streams and has its own limit. */
  bodyBytes: 256 * 1024,
  /** Longest path parameter. */
  parameterLength: 1_000,
} as const;

/**
 * Connections of one address whose headers are not here yet. A pupil's telephone is done in a second even over a
 * weak line, so a school never has many at once; a slowloris has nothing else.
 */
export const unfinishedLimits = {
  /** Beyond so many the oldest gives way to the newest… */
  perAddress: 256,
  /** …when it is older than this. */
  graceMs: 2_000,
  /** More at once than any school: the newest is refused. */
  perAddressAtOnce: 2_048,
} as const;

/**
 * A body must move: not by a total time, which a large file over a weak line would break, but by bytes in the last
 * seconds. 400 byte/s is a tenth of GPRS.
 */
export const bodyRate = {
  minBytesPerSecond: 400,
  /** Over so long the rate is taken; a line that falls silent for less goes on. */
  windowMs: 10_000,
  lookEveryMs: 1_000,
} as const;

/** A bucket holds `burst` requests and gets `perSecond` back. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

export const rateLimits = {
  /** One account: a page of ours asks once, the portal's largest some thirty times. */
  account: { burst: 300, perSecond: 20 },
  /** A vendor's machine sends a school's year; more waits and comes through. */
  machine: { burst: 1_000, perSecond: 100 },
  /** One address with nobody signed in: a class of 40 opens the sign-in page at once. */
  address: { burst: 2_000, perSecond: 100 },
  /**
   * Open data asked for by one address with nobody signed in: a class of 40 opens the school finder at once and looks
   * at ten schools each; browsers and proxies keep answers for five minutes. Who takes all of it away should ask for it.
   */
  open: { burst: 600, perSecond: 10 },
  /** What each signed-in account adds to its address: a school grows its own allowance. */
  perAccountSeen: { burst: 40, perSecond: 4 },
  /** An account counts for its address so long. */
  seenForMs: 3_600_000,
  /** More accounts than this add nothing. */
  mostAccountsSeen: 5_000,
} as const satisfies Record<string, Allowance | number>;

/**
 * Failed sign-ins of one address, over all accounts. Who tries a list of stolen passwords fails 99 times of 100; of a
 * school's people one in ten mistypes. So each success gives back what failures took, and a school never runs dry.
 * What one account allows is the affair of src/access/accounts/throttle.ts.
 */
export const signInLimits = {
  failures: { burst: 60, perSecond: 0.1 },
  /** Failures a success makes up for. */
  perSuccess: 5,
  /** One account's success counts once in so long: nobody buys guesses by signing in to their own. */
  successCountsEveryMs: 3_600_000,
} as const;

/** Addresses, accounts and pairs of both that are remembered; the longest unseen is forgotten first. */
export const rememberedLimits = { addresses: 50_000, accounts: 200_000, credentials: 200_000 } as const;
