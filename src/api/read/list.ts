import { createHash } from "node:crypto";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Position } from "./cursor.ts";
import { type Condition, Values } from "./filters.ts";
import { lookOf, subjectColumns } from "./look-at.ts";
import { asText, type ReadColumn, rowToJson, type TextRow } from "./read-column.ts";
import type { Resource } from "./resource.ts";
import type { Segment } from "./segments.ts";
import { withinScope } from "./within-scope.ts";

export interface ListRequest {
  readonly fields: readonly ReadColumn[];
  readonly filters: readonly Condition[];
  readonly segments: readonly Segment[];
  readonly descending: boolean;
  readonly limit: number;
  readonly after?: Position;
  readonly count?: "exact" | "estimate";
}

export interface Page {
  /** Rows as JSON objects. */
  readonly rows: readonly string[];
  /** Where the next page begins; absent on the last page. */
  readonly next?: Position;
  readonly count?: number;
}

export function readPage(reader: Reader, resource: Resource, asked: ListRequest): Promise<Page> {
  const request = withinScope(asked, resource, reader.scope);
  const read = async (client: Client) => {
    const found: { readonly row: TextRow; readonly segment: number }[] = [];
    // One row more than asked for tells whether there is a next page.
    for (let at = request.after?.at ?? 0; at < request.segments.length; at += 1) {
      const missing = request.limit + 1 - found.length;
      if (missing <= 0) break;
      const values = at === request.after?.at ? request.after.values : undefined;
      for (const row of await readSegment(client, resource, request, at, missing, values)) {
        found.push({ row, segment: at });
      }
    }
    const page = found.slice(0, request.limit);
    const last = page.at(-1);
    const order = last === undefined ? [] : (request.segments[last.segment]?.order ?? []);
    const count =
      request.count === undefined
        ? undefined
        : await countWhere(client, resource, request.filters, request.count);
    const answer: Page = {
      rows: page.map(({ row }) => rowToJson(request.fields, row)),
      ...(found.length > request.limit && last !== undefined
        ? {
            next: {
              at: last.segment,
              values: order.map((_, at) => last.row[request.fields.length + at] ?? ""),
            },
          }
        : {}),
      ...(count === undefined ? {} : { count }),
    };
    return { answer, page };
  };
  const look = lookOf<Awaited<ReturnType<typeof read>>>(resource, "list", request.fields, ({ page }) => ({
    rows: page.map(({ row }) => row),
    subjectsAt: page.map(
      ({ segment }) => request.fields.length + (request.segments[segment]?.order.length ?? 0),
    ),
  }));
  return reader.read(read, look).then(({ answer }) => answer);
}

async function readSegment(
  client: Client,
  resource: Resource,
  request: ListRequest,
  at: number,
  limit: number,
  after: readonly string[] | undefined,
): Promise<readonly TextRow[]> {
  const segment = request.segments[at];
  if (segment === undefined) return [];
  const { order } = segment;
  const values = new Values();
  const direction = request.descending ? "desc" : "asc";
  const conditions = request.filters.map((filter) => filter(values));
  if (segment.where !== undefined) conditions.push(segment.where(values));
  if (after !== undefined && order.length > 0) {
    const place = order.map((column, i) => `${values.add(after[i] ?? null)}::${column.postgresType}`);
    conditions.push(
      `(${order.map((column) => column.column).join(", ")}) ${request.descending ? "<" : ">"} (${place.join(", ")})`,
    );
  }
  const selected = [...request.fields, ...order, ...subjectColumns(resource)];
  const text = `select ${selected.map((column) => column.select).join(", ")}
    from ${resource.table}
    ${conditions.length === 0 ? "" : `where ${conditions.join(" and ")}`}
    order by ${order.map((column) => `${column.column} ${direction}`).join(", ")}
    limit ${values.add(String(limit))}::integer`;
  // Only the few shapes that everybody asks for are prepared; others would fill each connection with plans.
  const common =
    request.filters.length === 0 && request.segments.length === 1 && request.fields === resource.listed;
  const { rows } = await client.query<(string | null)[]>({
    ...asText,
    ...(common ? { name: statementName(text) } : {}),
    text,
    values: values.list as unknown[],
  });
  return rows;
}

function statementName(text: string): string {
  return `hp_${createHash("sha1").update(text).digest("base64url").slice(0, 16)}`;
}

/** Rows that the conditions leave; an estimate is the planner's and may be off by a factor. */
export async function countWhere(
  db: Db,
  resource: Resource,
  conditions: readonly Condition[],
  kind: "exact" | "estimate",
): Promise<number> {
  const values = new Values();
  const where = conditions.map((condition) => condition(values)).join(" and ");
  const from = `from ${resource.table}${where === "" ? "" : ` where ${where}`}`;
  if (kind === "exact") {
    const { rows } = await db.query<{ count: string }>(
      `select count(*) as count ${from}`,
      values.list as unknown[],
    );
    return Number(rows[0]?.count ?? 0);
  }
  const { rows } = await db.query<{ "QUERY PLAN": readonly { Plan: { "Plan Rows": number } }[] }>(
    `explain (format json) select 1 ${from}`,
    values.list as unknown[],
  );
  return rows[0]?.["QUERY PLAN"][0]?.Plan["Plan Rows"] ?? 0;
}

/** One record as JSON by its key, or undefined. */
export async function findRecord(
  reader: Reader,
  resource: Resource,
  key: readonly string[],
  fields: readonly ReadColumn[],
): Promise<string | undefined> {
  const conditions = resource.key.map(
    (column, at) => `${column.column} = $${at + 1}::${column.postgresType}`,
  );
  const selected = [...fields, ...subjectColumns(resource)];
  const text = `select ${selected.map((column) => column.select).join(", ")} from ${resource.table}
    where ${conditions.join(" and ")}`;
  const row = await reader.read(
    async (client) => {
      const { rows } = await client.query<(string | null)[]>({
        ...asText,
        name: statementName(text),
        text,
        values: [...key],
      });
      return rows[0];
    },
    lookOf<TextRow | undefined>(resource, "read", fields, (found) => ({
      rows: found === undefined ? [] : [found],
      subjectsAt: [fields.length],
    })),
  );
  return row === undefined ? undefined : rowToJson(fields, row);
}
