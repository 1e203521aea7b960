import { type Logger, pino } from "pino";

export type Log = Logger;

/**
 * Structured logs on stderr, one JSON object a line; stdout belongs to the command's answer.
 * Never log field values of records: ids, counts, codes and durations only.
 */
export function createLog(level: string = process.env.HP_LOG ?? "warn"): Log {
  return pino(
    { level, base: null, timestamp: pino.stdTimeFunctions.isoTime },
    pino.destination({ fd: 2, sync: true }),
  );
}
