import type { Text } from "#src/domains/dictionary/text.ts";
import type { PackageJoin } from "./package-join.ts";
import type { MarkReading, TableContext } from "./types.ts";

/** One table that a vendor's export holds, as data. */
export interface VendorTable {
  readonly intake: string;
  /** The sheet's name, compared folded; absent when any sheet may hold it. */
  readonly sheet?: string;
  /** Start of the file's name, compared folded. */
  readonly fileStart?: string;
  /** Only when all of these headers stand in the table (a vendor may have several editions of one list). */
  readonly headers?: readonly string[];
  /** Header as it is joined (`Cha › Họ tên`) → column of the intake; null for columns nobody needs. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly readings?: Readonly<Record<string, MarkReading>>;
  /**
   * Yes-no columns hold a sign or nothing, so an empty cell means no. A whole list shows that by itself; the few rows
   * of a delta, or a school where nobody boards, don't.
   */
  readonly ticks?: true;
  readonly context?: TableContext;
  /** Where this table's codes differ from what the vendor's others carry. */
  readonly learnerCodeIssuer?: VendorProfile["learnerCodeIssuer"];
}

/** What is known of a school software, once and for all files it writes. */
export interface VendorProfile {
  /** The folder name of its deliveries and the id of the source system. */
  readonly id: string;
  readonly title: Text;
  readonly recognisedBy: {
    /** Names of folders. */
    readonly pathSegments: readonly string[];
    /** Words of the title rows, compared folded. */
    readonly titles?: readonly string[];
    /** Headers (joined) that together occur in no other vendor's files, compared folded. */
    readonly headers?: readonly (readonly string[])[];
  };
  /** `sector`: the learner's code is the same in every sector system. `vendor`: it lives in this system only. */
  readonly learnerCodeIssuer: "sector" | "vendor";
  /** 1 wins over 2 when two sources of the same authority disagree; equal ranks go by freshness. */
  readonly trust: number;
  /** Encodings its text files come in, likeliest first. */
  readonly encodings: readonly string[];
  /** Whether a delivery holds everything or only changes, unless the file says otherwise. */
  readonly delivery: "full" | "delta";
  readonly context?: TableContext;
  readonly tables: readonly VendorTable[];
  /** For standards that spread one record over several tables; these are never read one by one. */
  readonly join?: PackageJoin;
  /** File name pattern and the context it gives; `{name}` takes a named group of the pattern. */
  readonly fileNames?: readonly { readonly pattern: RegExp; readonly context: TableContext }[];
}
