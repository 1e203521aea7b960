import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { lastReminders, remindSchool } from "#src/insight/metrics/reminder.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { actorOf, addressNotFound } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import type { Query } from "../read/parameters.ts";
import { askedUnit } from "./asked-unit.ts";
import { assertKnown, strings, metricTags as tags } from "./routes.ts";

/** A commune's office reminds its schools of the work on data that waits. */
export function registerReminders(app: FastifyInstance, pool: Pool, clock: Clock): void {
  app.get(
    "/api/v1/metrics/reminders",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "listReminders",
        tags,
        summary: "Lần nhắc gần nhất của từng trường trong một xã, và khi đó bao nhiêu việc đang chờ",
        querystring: strings("unit"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["unit"]);
      const unit = askedUnit(request, query);
      if (unit.kind !== "commune" || unit.id === undefined)
        throw new HpError("parameter-not-of-kind", { name: "unit", example: "commune:11948" });
      const code = unit.id;
      const data = await request.reader.read((client) => lastReminders(client, code));
      return sendTagged(request, reply, JSON.stringify({ data }), jsonType);
    },
  );

  app.withTypeProvider<ZodTypeProvider>().post(
    "/api/v1/metrics/reminders",
    {
      config: { access: "consolidation.send" },
      schema: {
        operationId: "remindSchool",
        tags,
        summary: "Xã nhắc một trường của mình về việc dữ liệu đang chờ; mỗi ngày một lần",
        body: z.strictObject({ schoolId: z.string().min(1).max(40) }),
      },
    },
    async (request, reply) => {
      const { principal } = request;
      const unit = principal?.grant.unit;
      if (principal === undefined || unit?.kind !== "commune" || unit.id === undefined)
        throw addressNotFound(request);
      const sent = await remindSchool(
        pool,
        clock,
        { communeCode: unit.id, schoolId: request.body.schoolId },
        { name: actorOf(request), accountId: principal.accountId, record: request.recordDeed },
      );
      return reply.code(201).send(sent);
    },
  );
}
