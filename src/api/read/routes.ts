import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { HpError } from "#src/platform/errors.ts";
import { addressNotFound } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { askedFormat, exportList } from "../export/export-list.ts";
import { listSchema, recordSchema } from "../openapi/read-schemas.ts";
import { encodeCursor } from "./cursor.ts";
import { findKeyInUse, withIdsInUse } from "./former-ids.ts";
import { findRecord, readPage } from "./list.ts";
import { readFields, readListRequest } from "./list-request.ts";
import { searchNames } from "./name-search.ts";
import { assertKind, printableName, type Query } from "./parameters.ts";
import { listPath, type Resource, recordPath } from "./resource.ts";
import { accessTo, isFor, visibleTo } from "./visible.ts";

/** A file of a whole city takes its time; each of its pages has the time limit of any read. */
const exportMs = 600_000;

/** The two read routes of every dataset: its list and its single record. */
export function registerReadRoutes(app: FastifyInstance, resources: readonly Resource[]): void {
  for (const whole of resources) {
    app.get(
      listPath(whole),
      { config: { access: accessTo(whole) }, schema: listSchema(whole), handlerTimeout: exportMs },
      async (request, reply) => {
        const { reader } = request;
        const resource = seenBy(whole, request);
        const query = await withIdsInUse(reader, resource, request.query as Query);
        const format = askedFormat(query);
        if (format !== undefined) return exportList(request, reply, resource, query, format);
        const parsed = readListRequest(resource, query);
        const page =
          parsed.kind === "search"
            ? await searchNames(reader, resource, parsed.request)
            : await readPage(reader, resource, parsed.request);
        const next =
          page.next === undefined ? undefined : nextUrl(request, encodeCursor(parsed.scope, page.next));
        if (next !== undefined) reply.header("link", `<${next}>; rel="next"`);
        const count =
          page.count === undefined ? "" : `,"count":${page.count},"countKind":"${String(query.count)}"`;
        const body = `{"data":[${page.rows.join(",")}],"next":${JSON.stringify(next ?? null)}${count}}`;
        return sendTagged(request, reply, body, jsonType);
      },
    );

    app.get(
      recordPath(whole),
      { config: { access: accessTo(whole) }, schema: recordSchema(whole) },
      async (request, reply) => {
        const resource = seenBy(whole, request);
        const params = request.params as Readonly<Record<string, string>>;
        const query = request.query as Query;
        const allowed = ["fields"];
        const unknown = Object.keys(query).find((name) => !allowed.includes(name));
        if (unknown !== undefined) {
          throw new HpError("parameter-unknown", {
            name: printableName(unknown),
            allowed: allowed.join(", "),
          });
        }
        const fields = readFields(resource, query, [...resource.columns.values()]);
        const key = keyFrom(resource, params);
        const body = await findRecord(request.reader, resource, key, fields);
        if (body === undefined) return sendInUse(request, reply, resource, key);
        return sendTagged(request, reply, body, jsonType, versionIn(body));
      },
    );
  }
}

/** @throws HpError `address-not-found` for a role that may not know of the dataset */
function seenBy(resource: Resource, request: FastifyRequest): Resource {
  const { role } = request.reader.scope;
  if (!isFor(resource, role)) throw addressNotFound(request);
  return visibleTo(resource, role);
}

/** Whoever asks by an id that another took over is sent to the record in use. @throws HpError `record-not-found` */
async function sendInUse(
  request: FastifyRequest,
  reply: FastifyReply,
  resource: Resource,
  key: readonly string[],
): Promise<FastifyReply> {
  const inUse = await findKeyInUse(request.reader, resource, key);
  if (inUse === undefined) throw notFound(resource, key);
  const search = request.url.split("?", 2)[1];
  const path = `${listPath(resource)}/${inUse.map(encodeURIComponent).join("/")}`;
  const location = search === undefined ? path : `${path}?${search}`;
  // The way back is open (a merge can be undone), so nobody keeps the redirect.
  return reply
    .code(308)
    .headers({ location, "cache-control": "no-cache" })
    .type(jsonType)
    .send(JSON.stringify({ formerKey: key.join("/"), keyInUse: inUse.join("/"), location }));
}

function notFound(resource: Resource, key: readonly string[]): HpError {
  return new HpError("record-not-found", { id: key.map(printableName).join("/"), dataset: resource.name });
}

/** A whole record as the API shows it; throws `record-not-found`. Its tag is what `If-Match` is compared with. */
export async function getRecordJson(
  reader: Reader,
  resource: Resource,
  key: readonly string[],
): Promise<string> {
  const seen = visibleTo(resource, reader.scope.role);
  const body = await findRecord(reader, seen, key, [...seen.columns.values()]);
  if (body === undefined) throw notFound(resource, key);
  return body;
}

function keyFrom(resource: Resource, params: Readonly<Record<string, string>>): readonly string[] {
  return resource.key.map((column) => {
    const value = params[column.name] ?? "";
    assertKind(column.name, column.kind, value);
    return value;
  });
}

/** Published records carry a version; it stands readable in the tag. */
function versionIn(body: string): string | undefined {
  const { version } = JSON.parse(body) as { version?: unknown };
  return typeof version === "number" ? `v${version}` : undefined;
}

/** The same list after the last row shown. Relative, so that it holds behind a proxy too. */
/** The same address, a page further. */
export function nextUrl(request: FastifyRequest, cursor: string): string {
  const [path = "", search = ""] = request.url.split("?", 2);
  const parameters = new URLSearchParams(search);
  parameters.set("cursor", cursor);
  return `${path}?${parameters.toString()}`;
}
