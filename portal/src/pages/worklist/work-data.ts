import type { Text } from "../../text/language.ts";

/** What the API tells of a school's work (src/api/worklist). */
export type Remedy = "mend" | "review" | "department" | "resend";

export interface WorkField {
  readonly name: string;
  readonly title: Text;
  readonly kind: string;
  readonly isMendable: boolean;
  readonly choices?: readonly { readonly code: string; readonly title: Text }[];
}

export interface WorkRule {
  readonly checkCode: string;
  readonly dataset: string;
  readonly datasetTitle: Text;
  readonly sentence: Text;
  readonly dimension: string;
  readonly severity: string;
  readonly legalBasis: string | null;
  readonly remedy: Remedy;
  readonly fields: readonly WorkField[];
  readonly records: number;
  readonly gain: number;
}

export interface WorkRecord {
  readonly dataset: string;
  readonly recordKey: string;
  readonly name: string;
  readonly place: string | null;
  readonly version: number;
  readonly values: Readonly<Record<string, unknown>>;
  readonly isVerified: boolean;
  readonly source: { readonly file: string; readonly sheetNo: number; readonly rowNo: number } | null;
  readonly waiting: readonly string[];
}

export interface ScorePoint {
  readonly runSeq: number;
  readonly at: string;
  readonly score: number;
}

export interface SchoolScore {
  readonly score: number | null;
  readonly records: number;
  readonly failing: number;
  readonly principles: readonly {
    readonly id: string;
    readonly title: Text;
    readonly score: number | null;
    readonly failing: number;
    readonly trend: readonly ScorePoint[];
  }[];
  readonly datasets: readonly {
    readonly dataset: string;
    readonly title: Text;
    readonly records: number;
    readonly failing: number;
    readonly score: number;
  }[];
  readonly trend: readonly ScorePoint[];
  readonly gains: readonly {
    readonly checkCode: string;
    readonly records: number;
    readonly gain: number;
    readonly sentence: Text;
    readonly remedy: Remedy;
  }[];
}

/** Fields that the population registry answers for; closed where it confirmed the person (src/api/corrections/judge.ts). */
const confirmed: ReadonlySet<string> = new Set(["nationalId", "fullName", "birthDate", "sex"]);

export const isOpenCell = (record: Pick<WorkRecord, "isVerified">, field: WorkField): boolean =>
  field.isMendable && !(record.isVerified && confirmed.has(field.name));
