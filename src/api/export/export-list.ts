import type { FastifyReply, FastifyRequest } from "fastify";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Cell } from "#src/platform/spreadsheet/csv.ts";
import { languageOf } from "../language.ts";
import type { Position } from "../read/cursor.ts";
import { type Page, readPage } from "../read/list.ts";
import { maxLimit, type ParsedList, readListRequest } from "../read/list-request.ts";
import { searchNames } from "../read/name-search.ts";
import { findOneOf, type Query } from "../read/parameters.ts";
import type { Resource } from "../read/resource.ts";
import { cellOf } from "./cells.ts";
import { sendTable, type TableFormat } from "./send-table.ts";

/** The format a list is asked for as a file, `?format=csv|xlsx`; undefined: it is read as JSON. */
export const askedFormat = (query: Query): TableFormat | undefined =>
  findOneOf(query, "format", ["csv", "xlsx"]);

/** Parameters of pages, which a file has none of. */
const ofPages = ["limit", "cursor", "count"] as const;

/**
 * A whole list as a file: the same filters, order, rows and columns as its pages, read page by page in the caller's
 * scope. Each page is a look on record like any other; that it was for a file is one more event.
 */
export async function exportList(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  query: Query,
  format: TableFormat,
): Promise<FastifyReply> {
  const { reader } = request;
  const language = languageOf(request);
  const { format: _, lang: __, ...filters } = query;
  for (const name of ofPages)
    if (query[name] !== undefined) throw new HpError("parameters-conflict", { name: "format", other: name });
  const parsed = readListRequest(resource, { ...filters, limit: String(maxLimit) });
  const { fields } = parsed.request;
  const { dataset } = resource;
  await reader.record({
    action: `${dataset.id}.export`,
    object: dataset.id,
    detail: { format, filters: Object.keys(filters), fields: fields.length },
  });
  const rows = async function* (): AsyncGenerator<readonly Cell[]> {
    for await (const page of pagesOf(reader, resource, parsed))
      for (const row of page.rows) {
        const values = JSON.parse(row) as Readonly<Record<string, unknown>>;
        yield fields.map(({ name }) => cellOf(dataset.fields[name], values[name], language));
      }
  };
  return sendTable(
    reply,
    {
      name: `${dataset.title[language]} ${localDay(systemClock.now()).split("-").reverse().join("-")}`,
      heads: fields.map(({ name }) => {
        const field = dataset.fields[name];
        return field === undefined ? name : fieldTitle(name, field)[language];
      }),
      rows: rows(),
    },
    format,
  );
}

async function* pagesOf(
  reader: Reader,
  resource: Resource,
  { kind, request }: ParsedList,
): AsyncGenerator<Page> {
  for (let after: Position | undefined; ; ) {
    const place = after === undefined ? {} : { after };
    const page =
      kind === "search"
        ? await searchNames(reader, resource, { ...request, ...place })
        : await readPage(reader, resource, { ...request, ...place });
    yield page;
    if (page.next === undefined) return;
    after = page.next;
  }
}
