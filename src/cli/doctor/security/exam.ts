import type { Text } from "#src/domains/dictionary/text.ts";
import type { Config } from "#src/platform/config.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { type Finding, fail, ok, warn } from "../finding.ts";

/** What a deployment is examined by. Times and the user are given, so that a fault can be planted. */
export interface SecurityExam {
  readonly config: Config;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly now: Date;
  /** Numeric user the program runs as; undefined where there are none (Windows). */
  readonly userId: number | undefined;
  readonly nodeVersion: string;
  /** Bytes the system lends to connections; undefined where it does not say (only Linux does). */
  readonly tcpMemory: TcpMemory | undefined;
  /** Where backups are put; the data folder's own `backups` when nothing else is said. */
  readonly backupDir: string;
}

export interface TcpMemory {
  /** The most one connection may hold of an answer that is not taken (`net.ipv4.tcp_wmem`, last). */
  readonly perConnection: number;
  /** The most all connections of the machine may hold together (`net.ipv4.tcp_mem`, last). */
  readonly altogether: number;
}

/** With the database open. */
export interface DatabaseExam extends SecurityExam {
  /** The owner's connections. */
  readonly pool: Pool;
  readonly ownerUrl: string;
  readonly appUrl: string | undefined;
  /** The superuser's address, where the server is ours. */
  readonly adminUrl: string | undefined;
  /** Migrations that were missing until now. */
  readonly migrated: readonly string[];
}

/** Whether others than this machine can come in. */
export const isOpen = ({ config: { security } }: SecurityExam): boolean =>
  security.publicUrl !== undefined || security.trustedProxies.length > 0;

/** One check's outcome from the list of what is wrong. */
export function judge(
  check: string,
  wrong: readonly string[],
  texts: {
    readonly well: Text;
    readonly sentence: (list: string) => Text;
    readonly advice: Text;
    /** `warn` for what becomes a fault if nobody looks. */
    readonly state?: "warn" | "fail";
  },
): Finding {
  if (wrong.length === 0) return ok(check, texts.well.vi, texts.well.en);
  const list = wrong.slice(0, 5).join("; ") + (wrong.length > 5 ? `; … (+${wrong.length - 5})` : "");
  return (texts.state === "warn" ? warn : fail)(check, texts.sentence(list), texts.advice);
}
