import type { Text } from "#src/domains/dictionary/text.ts";

/** What a column of a list holds, as far as comparing two rows goes. */
export const columnKinds = [
  "fullName",
  "givenName",
  "familyName",
  "schoolName",
  "place",
  "date",
  "year",
  "nationalId",
  "phone",
  "email",
  "code",
  "number",
  "words",
  "text",
] as const;
export type ColumnKind = (typeof columnKinds)[number];

export const columnKindTitles: Readonly<Record<ColumnKind, Text>> = {
  fullName: { vi: "họ và tên", en: "full name" },
  givenName: { vi: "tên", en: "given name" },
  familyName: { vi: "họ", en: "family name" },
  schoolName: { vi: "tên trường", en: "school name" },
  place: { vi: "xã, phường, quận, huyện (tên cũ và mới)", en: "commune or district, old names and new" },
  date: { vi: "ngày", en: "date" },
  year: { vi: "năm", en: "year" },
  nationalId: { vi: "số giấy tờ", en: "identity number" },
  phone: { vi: "số điện thoại", en: "phone number" },
  email: { vi: "thư điện tử", en: "e-mail address" },
  code: { vi: "mã", en: "code" },
  number: { vi: "số", en: "number" },
  words: { vi: "từ ngữ", en: "words" },
  text: { vi: "câu chữ", en: "free text" },
};

/** Why a column is not compared. */
export const leftOutReasons = {
  config: { vi: "được khai là bỏ qua", en: "the configuration says so" },
  truth: { vi: "tên cột cho biết đây là đáp án", en: "its name says that it holds the answer" },
  rowId: {
    vi: "mỗi dòng một giá trị riêng: là số của dòng",
    en: "another value in every row: it numbers the rows",
  },
  composite: {
    vi: "đã có trong các cột khác của dòng",
    en: "other columns of the row say the same in parts",
  },
  empty: { vi: "trống", en: "empty" },
  constant: { vi: "mọi dòng giống nhau", en: "the same in every row" },
} as const satisfies Readonly<Record<string, Text>>;
export type LeftOut = keyof typeof leftOutReasons;

/** A column as it was understood. */
export interface ListColumn {
  /** 1-based, as in the file. */
  readonly columnNo: number;
  readonly header: string;
  /** What the column is called across lists: two columns of one role are compared with each other. */
  readonly role: string;
  readonly kind: ColumnKind;
  readonly by: "config" | "header" | "content";
  readonly leftOut?: LeftOut;
  /** Where the value stands when this column is empty: as first or last word of another. */
  readonly elseWord?: ElseWord;
}

export interface ElseWord {
  readonly columnNo: number;
  readonly word: "first" | "last";
}
