import { join } from "node:path";
import { type Lake, quote } from "#src/platform/duckdb.ts";
import type { PackageSheet } from "./package-join.ts";
import type { TableDescription } from "./types.ts";
import type { VendorProfile } from "./vendor-profile.ts";

/** A sheet after parsing, with the Parquet part its raw rows are in (a path DuckDB can open). */
export interface LandedSheet extends PackageSheet {
  readonly rawPart: string;
}

export interface JoinedPackageTable {
  readonly description: TableDescription & { readonly intake: string };
  readonly vendor: VendorProfile;
  /** The part the joined rows were written to; only these rows belong to the description. */
  readonly rawPart: string;
  readonly rows: number;
}

export interface JoinedPackages {
  /** Tables with at least one row. */
  readonly tables: readonly JoinedPackageTable[];
  /** `${fileSeq}/${sheetNo}` of the sheets that a package took: they are no tables of their own. */
  readonly taken: ReadonlySet<string>;
  /** Rows of packages that found no place in any intake. */
  readonly leftovers: readonly PackageLeftover[];
}

export interface PackageLeftover {
  readonly fileSeq: number;
  readonly sheetNo: number;
  readonly rowNo: number;
  readonly reason: string;
}

/**
 * Joins the packages among the sheets of a run and writes the rows of each intake to a part of its own,
 * `joined-<fileSeq>-<n>.parquet` in `partDir`. Writing is repeatable: the same sheets give the same parts.
 */
export async function joinPackages(
  lake: Lake,
  vendors: readonly VendorProfile[],
  sheets: readonly LandedSheet[],
  partDir: string,
): Promise<JoinedPackages> {
  const tables: JoinedPackageTable[] = [];
  const taken = new Set<string>();
  const leftovers: PackageLeftover[] = [];
  const partOf = new Map(sheets.map((sheet) => [`${sheet.fileSeq}/${sheet.sheetNo}`, sheet.rawPart]));
  for (const vendor of vendors) {
    for (const group of vendor.join?.findPackages(sheets) ?? []) {
      const keys = group.map((sheet) => `${sheet.fileSeq}/${sheet.sheetNo}`);
      for (const key of keys) taken.add(key);
      const parts = [...new Set(keys.map((key) => partOf.get(key) ?? ""))].map(quote);
      const pairs = group.map((sheet) => `(${sheet.fileSeq}, ${sheet.sheetNo})`);
      await lake.run(
        `create or replace temp table package_raw as select file_seq, sheet_no, row_no, cells
         from read_parquet([${parts.join(", ")}]) where (file_seq, sheet_no) in (${pairs.join(", ")})`,
      );
      const plan = vendor.join?.plan(group);
      // Tables, not one long WITH in each statement: a school's package is small, and planning it all again for every
      // intake took longer than its rows.
      for (const { name, sql } of plan?.relations ?? [])
        await lake.run(`create or replace temp table ${name} as ${sql.replaceAll("$raw", "package_raw")}`);
      for (const [at, { description, sql }] of (plan?.tables ?? []).entries()) {
        const rawPart = join(partDir, `joined-${description.fileSeq}-${at + 1}.parquet`);
        const [written] = await lake.rows<{ Count: string }>(
          `copy (${sql} order by file_seq, sheet_no, row_no)
           to ${quote(rawPart)} (format parquet, compression zstd)`,
        );
        const rows = Number(written?.Count ?? 0);
        if (rows > 0) tables.push({ description, vendor, rawPart, rows });
      }
      if (plan !== undefined) {
        leftovers.push(
          ...(await lake.rows<PackageLeftover>(
            `select file_seq::integer as "fileSeq", sheet_no as "sheetNo", row_no as "rowNo", reason
             from (${plan.leftoversSql}) order by all`,
          )),
        );
      }
      const made = ["package_raw", ...(plan?.relations ?? []).map(({ name }) => name)];
      await lake.run(made.map((name) => `drop table ${name}`).join("; "));
    }
  }
  return { tables, taken, leftovers };
}
