import type { SourceTag, Text } from "#src/domains/dictionary/text.ts";

/** What a number counts. `share` is per cent of 0-100, `score` points of 0-100. */
export type MetricUnit =
  | "school"
  | "person"
  | "class"
  | "room"
  | "issue"
  | "case"
  | "feed"
  | "task"
  | "share"
  | "score"
  | "ratio";

/** How deep a number can be followed. `record`: to the rows of people, as far as the scope allows. */
export type Depth = "city" | "commune" | "school" | "class" | "record";

/** How a number comes out of the measures of a unit (counters.ts). */
export type Computation =
  | { readonly kind: "sum"; readonly of: readonly string[] }
  /** `top` ÷ `bottom` × `times`; without anything at the bottom there is no number. */
  | {
      readonly kind: "ratio";
      readonly top: readonly string[];
      readonly bottom: readonly string[];
      readonly times: 1 | 100;
    }
  /** A measure that is no sum: absent where it was not worked out. */
  | { readonly kind: "own"; readonly of: string }
  /** Nothing to compute it from; says why. */
  | { readonly kind: "absent"; readonly because: Text };

/** A line that a number is held against, and where it comes from. */
export interface Target {
  readonly value: number;
  /** A rule of `legal_rule`, where one says it. */
  readonly ruleId?: string;
  readonly tag: SourceTag;
  readonly title: Text;
}

/** Rows behind a number: a list of the API with its filter. `{schoolYear}` stands for the year under way. */
export interface RowsBehind {
  /** Path of the list: `/api/v1/enrolments`. */
  readonly list: string;
  readonly filter: Readonly<Record<string, string>>;
  /** The list can be narrowed to a school by this parameter. */
  readonly bySchool?: string;
}

/**
 * A number of dashboards, as data: what it is called, how it comes about and on what ground, and where it leads. The
 * page that shows it, its help, the choropleth and the table all come from here.
 */
export interface Metric {
  readonly id: string;
  readonly title: Text;
  readonly group: MetricGroup;
  readonly unit: MetricUnit;
  readonly computation: Computation;
  /** In words a school office understands; what counts, on which day, what is left out. */
  readonly formula: Text;
  /** Law, plan or our own definition. */
  readonly basis: { readonly text: Text; readonly tag: SourceTag; readonly ruleId?: string };
  /** Whether more is better; `none` for sizes. */
  readonly better: "more" | "less" | "none";
  readonly target?: Target;
  readonly depth: Depth;
  readonly rows?: RowsBehind;
  /** May be shown to anybody: all its measures are open (open-measures.ts). */
  readonly isOpen: boolean;
}

export const metricGroups = {
  size: { vi: "Quy mô", en: "Size" },
  people: { vi: "Đội ngũ", en: "Staff" },
  room: { vi: "Lớp, phòng, sĩ số", en: "Classes and rooms" },
  identity: { vi: "Xác thực danh tính", en: "Identity" },
  quality: { vi: "Chất lượng dữ liệu", en: "Data quality" },
  flow: { vi: "Dòng dữ liệu", en: "Feeds" },
  work: { vi: "Việc đang chờ", en: "Waiting work" },
  place: { vi: "Nơi ở và nơi học", en: "Where they live" },
} as const satisfies Readonly<Record<string, Text>>;
export type MetricGroup = keyof typeof metricGroups;
