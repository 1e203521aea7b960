import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { listConsolidations, sendConsolidation } from "#src/insight/metrics/consolidation.ts";
import { metrics, numberOf } from "#src/insight/metrics/metrics.ts";
import { findFigures } from "#src/insight/metrics/read-figures.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { actorOf, addressNotFound } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { findSingle, type Query } from "../read/parameters.ts";
import { assertKnown, strings, metricTags as tags } from "./routes.ts";
import { communeTitles } from "./unit-titles.ts";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
/** The numbers a commune answers for (handbook §1: reconciled monthly, sent to the department). */
const answeredFor = [
  "schools",
  "learners",
  "classes",
  "staff",
  "verified.learner",
  "quality",
  "issues",
  "cases",
  "cases.overdue",
  "feeds.late",
];

/** The month of each commune: sent before the 25th, or not. */
export function registerConsolidations(app: FastifyInstance, pool: Pool, clock: Clock): void {
  app.get(
    "/api/v1/metrics/consolidations",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "listConsolidations",
        tags,
        summary: "Đối soát tháng của từng xã: đã gửi, chưa gửi, quá hạn; số đã gửi và số hiện nay",
        querystring: strings("month"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["month"]);
      const today = localDay(clock.now());
      const asked = findSingle(query, "month") ?? today.slice(0, 7);
      if (!month.safeParse(asked).success)
        throw new HpError("parameter-not-of-kind", { name: "month", example: "2026-11" });
      const chosen = metrics.filter(({ id }) => answeredFor.includes(id));
      const valuesOf = (measures: Readonly<Record<string, number>>) =>
        Object.fromEntries(chosen.map((metric) => [metric.id, numberOf(metric, measures)]));
      const body = await request.reader.read(async (client) => {
        const titles = await communeTitles(client);
        const list = await listConsolidations(client, asked, today);
        // The few that a commune sees are compared with today; the city's page asks for one when it is opened.
        const own = list.length <= 3;
        const data = [];
        for (const { measures, ...one } of list) {
          const now = own ? await findFigures(client, { kind: "commune", id: one.communeCode }) : undefined;
          data.push({
            ...one,
            title: titles.get(one.communeCode) ?? one.communeCode,
            sent: measures === null ? null : valuesOf(measures),
            ...(now === undefined ? {} : { now: valuesOf(now.measures) }),
          });
        }
        return JSON.stringify({ month: asked, today, data });
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/metrics/consolidations",
    {
      config: { access: "consolidation.send" },
      schema: {
        operationId: "sendConsolidation",
        tags,
        summary: "Xã gửi Sở số liệu đã đối soát của tháng này; gửi lại khi số đã đổi là bản mới",
        body: z.strictObject({ month, note: z.string().trim().max(500).optional() }),
      },
    },
    async (request, reply) => {
      const unit = request.principal?.grant.unit;
      if (unit?.kind !== "commune" || unit.id === undefined) throw addressNotFound(request);
      const { revision, isNew } = await sendConsolidation(
        pool,
        clock,
        { communeCode: unit.id, ...request.body },
        { name: actorOf(request), record: request.recordDeed },
      );
      return reply
        .code(isNew ? 201 : 200)
        .send({ month: request.body.month, communeCode: unit.id, revision });
    },
  );
}
