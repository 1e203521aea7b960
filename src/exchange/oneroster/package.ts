import type { PackageSheet } from "#src/pipeline/1-landing/recognise/package-join.ts";

/** The files of a package that we read. */
export const PACKAGE_FILES = [
  "academicSessions",
  "classes",
  "courses",
  "demographics",
  "enrollments",
  "manifest",
  "orgs",
  "roles",
  "userProfiles",
  "users",
] as const;
export type PackageFile = (typeof PACKAGE_FILES)[number];

/** One csv of a package: where its rows stand, and in which column (1-based) each header. */
export interface PackageTable {
  readonly fileSeq: number;
  readonly sheetNo: number;
  readonly sheetName: string;
  readonly fileName: string;
  readonly headerRow: number;
  readonly lastRow: number;
  /** Header in lower case → 1-based column. */
  readonly columns: ReadonlyMap<string, number>;
}

export interface OneRosterPackage {
  /** As the manifest says, `1.1` when there is none. */
  readonly version: string;
  readonly tables: Readonly<Partial<Record<PackageFile, PackageTable>>>;
  /** `delta` when the manifest says so of the users. */
  readonly delivery: "full" | "delta";
  readonly pathSegments: readonly string[];
}

function baseName(path: string): string {
  return (path.split(/[/\\]/).at(-1) ?? path).replace(/\.csv$/i, "").toLowerCase();
}

function fileOf(sheet: PackageSheet): PackageFile | undefined {
  const name = baseName(sheet.part ?? sheet.fileName);
  return PACKAGE_FILES.find((file) => file.toLowerCase() === name);
}

function columnsOf(sheet: PackageSheet): ReadonlyMap<string, number> {
  const header = sheet.headRows[0]?.cells ?? [];
  const columns = new Map<string, number>();
  header.forEach((cell, at) => {
    const name = (cell ?? "").trim().toLowerCase();
    if (name !== "" && !columns.has(name)) columns.set(name, at + 1);
  });
  return columns;
}

/** A package is a zip with these entries, or a folder with these files. */
function packageKey(sheet: PackageSheet): string {
  const folder = (sheet.part ?? "").split(/[/\\]/).slice(0, -1).join("/");
  return sheet.part === null ? `folder ${sheet.pathSegments.join("/")}` : `zip ${sheet.fileSeq} ${folder}`;
}

/** Groups of sheets that hold a `users` table of OneRoster and what goes with it. */
export function findPackages(sheets: readonly PackageSheet[]): PackageSheet[][] {
  const groups = Map.groupBy(
    sheets.filter((sheet) => fileOf(sheet) !== undefined),
    packageKey,
  );
  return [...groups.values()].filter((group) =>
    group.some((sheet) => {
      const columns = columnsOf(sheet);
      return fileOf(sheet) === "users" && columns.has("sourcedid") && columns.has("familyname");
    }),
  );
}

function manifestOf(sheets: readonly PackageSheet[]): ReadonlyMap<string, string> {
  const manifest = sheets.find((sheet) => fileOf(sheet) === "manifest");
  return new Map(
    (manifest?.headRows ?? []).map((row) => [
      (row.cells[0] ?? "").trim().toLowerCase(),
      (row.cells[1] ?? "").trim(),
    ]),
  );
}

/** Reads headers and manifest; a file that the manifest calls `absent` is not read even if it is there. */
export function readPackage(sheets: readonly PackageSheet[]): OneRosterPackage {
  const manifest = manifestOf(sheets);
  const tables: Partial<Record<PackageFile, PackageTable>> = {};
  for (const sheet of sheets) {
    const file = fileOf(sheet);
    const headerRow = sheet.headRows[0]?.rowNo;
    if (file === undefined || headerRow === undefined) continue;
    if (manifest.get(`file.${file.toLowerCase()}`)?.toLowerCase() === "absent") continue;
    tables[file] = {
      fileSeq: sheet.fileSeq,
      sheetNo: sheet.sheetNo,
      sheetName: sheet.sheetName,
      fileName: sheet.fileName,
      headerRow,
      lastRow: sheet.lastRow,
      columns: columnsOf(sheet),
    };
  }
  return {
    version: manifest.get("oneroster.version") ?? "1.1",
    tables,
    delivery: manifest.get("file.users")?.toLowerCase() === "delta" ? "delta" : "full",
    pathSegments: sheets[0]?.pathSegments ?? [],
  };
}
