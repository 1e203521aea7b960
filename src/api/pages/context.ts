import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { encodeCursor } from "../read/cursor.ts";
import { readPage } from "../read/list.ts";
import { readListRequest } from "../read/list-request.ts";
import type { Query } from "../read/parameters.ts";
import type { Resource } from "../read/resource.ts";
import { visibleTo } from "../read/visible.ts";
import type { CityFiguresCache } from "./city-figures.ts";

/** What the pages read from. */
export interface PageContext {
  readonly reader: Reader;
  readonly figures: CityFiguresCache;
  readonly resources: ReadonlyMap<string, Resource>;
}

export function getResource(context: PageContext, datasetId: string): Resource {
  const found = context.resources.get(datasetId);
  if (found === undefined) throw new Error(`no dataset ${datasetId}`);
  return found;
}

export interface PageList<Row> {
  readonly rows: readonly Row[];
  /** Cursor of the next page. */
  readonly next: string | undefined;
}

/** A page of a dataset by the very rules of the API's lists; `Row` is the shape its fields give. */
export async function readRows<Row>(
  context: PageContext,
  datasetId: string,
  query: Query,
): Promise<PageList<Row>> {
  const resource = visibleTo(getResource(context, datasetId), context.reader.scope.role);
  const parsed = readListRequest(resource, query);
  if (parsed.kind !== "list") throw new Error("pages read ordinary lists only");
  const found = await readPage(context.reader, resource, parsed.request);
  return {
    rows: found.rows.map((row) => JSON.parse(row) as Row),
    next: found.next === undefined ? undefined : encodeCursor(parsed.scope, found.next),
  };
}
