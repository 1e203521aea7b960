import type { FastifyInstance } from "fastify";
import { findIntake } from "#src/domains/catalogue.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { findOneOf, findSingle, getInteger, type Query } from "../read/parameters.ts";
import { type FeedLine, listFeeds, readSources } from "./feed-health.ts";
import { assertKnown, stampOf, strings, metricTags as tags } from "./routes.ts";

/** How alive the feeds are: by source system, and one by one. */
export function registerFeedHealth(app: FastifyInstance, clock: Clock): void {
  app.get(
    "/api/v1/metrics/sources",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "listSourceHealth",
        tags,
        summary: "Hệ thống nguồn: bao nhiêu luồng, tệp mới nhất, bao nhiêu luồng quá hạn",
      },
    },
    async (request, reply) => {
      assertKnown(request.query as Query, []);
      const body = await request.reader.read(async (client) =>
        JSON.stringify({
          ...(await stampOf(client)),
          data: await readSources(client, localDay(clock.now())),
        }),
      );
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/metrics/feeds",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "listFeedHealth",
        tags,
        summary: "Từng luồng: tệp cuối của mỗi trường và hệ thống nguồn, luồng chờ lâu nhất trước",
        querystring: strings("sourceSystem", "schoolId", "communeCode", "late", "limit", "cursor"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["sourceSystem", "schoolId", "communeCode", "late", "limit", "cursor"]);
      const size = getInteger(query, "limit", 50, 1, 500);
      const rows = await request.reader.read((client) =>
        listFeeds(
          client,
          {
            day: localDay(clock.now()),
            sourceSystem: findSingle(query, "sourceSystem"),
            schoolId: findSingle(query, "schoolId"),
            communeCode: findSingle(query, "communeCode"),
            lateOnly: findOneOf(query, "late", ["true", "false"]) === "true",
          },
          { size: size + 1, after: readCursor(findSingle(query, "cursor")) },
        ),
      );
      const data = rows
        .slice(0, size)
        .map((line) => ({ ...line, intakeTitle: findIntake(line.intake)?.title ?? null }));
      const last = rows.length > size ? data.at(-1) : undefined;
      return sendTagged(
        request,
        reply,
        JSON.stringify({ data, cursor: last === undefined ? null : writeCursor(last) }),
        jsonType,
      );
    },
  );
}

const writeCursor = ({ lastReceivedAt, feedId }: FeedLine): string =>
  Buffer.from(JSON.stringify([lastReceivedAt?.toISOString() ?? "-infinity", feedId])).toString("base64url");

function readCursor(text: string | undefined): { readonly at: string; readonly feedId: string } | undefined {
  if (text === undefined) return undefined;
  try {
    const [at, feedId] = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown[];
    if (
      typeof at === "string" &&
      typeof feedId === "string" &&
      /^(-infinity|\d{4}-[\d-]+T[\d:.]+Z)$/.test(at)
    )
      return { at, feedId };
  } catch {
    // Falls through: a place that is none.
  }
  throw new HpError("cursor-invalid");
}
