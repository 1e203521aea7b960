/**
 * A source row's id says where the row stands: file, sheet and row packed into 63 bits, so that any figure leads back
 * to its line without a lookup. 23 bits of row (Excel ends at 2^20), 8 of sheet, the rest counts files.
 */
const rowBits = 23;
const sheetBits = 8;

export interface SourcePlace {
  readonly fileSeq: number;
  readonly sheetNo: number;
  readonly rowNo: number;
}

export function sourceRowId(place: SourcePlace): bigint {
  return (
    (BigInt(place.fileSeq) << BigInt(rowBits + sheetBits)) |
    (BigInt(place.sheetNo) << BigInt(rowBits)) |
    BigInt(place.rowNo)
  );
}

export function sourcePlace(id: bigint | string): SourcePlace {
  const bits = BigInt(id);
  return {
    fileSeq: Number(bits >> BigInt(rowBits + sheetBits)),
    sheetNo: Number((bits >> BigInt(rowBits)) & BigInt((1 << sheetBits) - 1)),
    rowNo: Number(bits & BigInt((1 << rowBits) - 1)),
  };
}

/** The same in SQL, for DuckDB and Postgres. */
export const sourceRowSql = {
  pack: (fileSeq: string, sheetNo: string, rowNo: string) =>
    `((cast(${fileSeq} as bigint) << ${rowBits + sheetBits}) | (cast(${sheetNo} as bigint) << ${rowBits}) | cast(${rowNo} as bigint))`,
  fileSeq: (id: string) => `(${id} >> ${rowBits + sheetBits})`,
  rowNo: (id: string) => `(${id} & ${(1 << rowBits) - 1})`,
  sheetNo: (id: string) => `((${id} >> ${rowBits}) & ${(1 << sheetBits) - 1})`,
} as const;
