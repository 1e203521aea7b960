import { foldHeader } from "#src/domains/dictionary/fold.ts";
import { vendorColumn } from "./column-candidates.ts";
import type { HeaderPath } from "./header-paths.ts";
import { foldPath } from "./saved-mapping.ts";
import type { TableInput } from "./types.ts";
import type { VendorProfile, VendorTable } from "./vendor-profile.ts";

/** The vendor of a delivery: by folder, else by the words of the titles, else by headers only it writes. */
export function detectVendor(
  vendors: readonly VendorProfile[],
  pathSegments: readonly string[],
  titles: readonly string[],
  paths: readonly HeaderPath[] = [],
): VendorProfile | undefined {
  const folders = new Set(pathSegments.map((segment) => segment.toLowerCase()));
  const byFolder = vendors.find((vendor) =>
    vendor.recognisedBy.pathSegments.some((name) => folders.has(name)),
  );
  if (byFolder !== undefined) return byFolder;
  const text = ` ${titles.map(foldHeader).join(" ")} `;
  const byTitle = vendors.find((vendor) =>
    (vendor.recognisedBy.titles ?? []).some((words) => text.includes(` ${foldHeader(words)} `)),
  );
  if (byTitle !== undefined) return byTitle;
  const headers = new Set(paths.map(foldPath));
  return vendors.find((vendor) =>
    (vendor.recognisedBy.headers ?? []).some((group) =>
      group.every((header) => headers.has(foldPath(header.split(" › ")))),
    ),
  );
}

/** The vendor's table that these headers are, with the share of headers it knows. */
export function findVendorTable(
  vendor: VendorProfile,
  input: Pick<TableInput, "sheetName" | "fileName">,
  paths: readonly HeaderPath[],
): { table: VendorTable; coverage: number } | undefined {
  const named = paths.filter((path) => path.length > 0);
  const sheet = foldHeader(input.sheetName);
  const file = foldHeader(input.fileName);
  const headers = new Set(named.map(foldPath));
  let best: { table: VendorTable; coverage: number; hints: number } | undefined;
  for (const table of vendor.tables) {
    if (table.headers?.some((header) => !headers.has(foldPath(header.split(" › "))))) continue;
    const known = named.filter((path) => vendorColumn(table, path) !== undefined).length;
    const coverage = named.length === 0 ? 0 : known / named.length;
    const hints =
      (table.sheet !== undefined && foldHeader(table.sheet) === sheet ? 0.1 : 0) +
      (table.fileStart !== undefined && file.startsWith(foldHeader(table.fileStart)) ? 0.1 : 0);
    if (coverage + hints > (best === undefined ? 0 : best.coverage + best.hints))
      best = { table, coverage, hints };
  }
  return best;
}
