import type { FastifyInstance } from "fastify";
import { metrics, numberOf } from "#src/insight/metrics/metrics.ts";
import { countsPeople } from "#src/insight/metrics/open-measures.ts";
import { findFigures, listFigures } from "#src/insight/metrics/read-figures.ts";
import { HpError } from "#src/platform/errors.ts";
import { jsonType, sendTagged } from "../etag.ts";
import type { Query } from "../read/parameters.ts";
import { askedUnit, unitNotFound, unitText } from "./asked-unit.ts";
import { readResidence } from "./residence.ts";
import { assertKnown, stampOf, strings, metricTags as tags } from "./routes.ts";
import { communeTitles, wayTo } from "./unit-titles.ts";

/** Where learners live and go to school, and what anybody may know. */
export function registerPlaces(app: FastifyInstance): void {
  app.get(
    "/api/v1/metrics/residence",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "getResidenceFlows",
        tags,
        summary: "Một xã: sống ở đây và học ở đây, học nơi khác, từ nơi khác đến, chưa ghi danh",
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
      const body = await request.reader.read(async (client) => {
        if ((await findFigures(client, unit)) === undefined) throw unitNotFound(unit);
        return JSON.stringify({ ...(await stampOf(client)), ...(await readResidence(client, code)) });
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/open/figures",
    {
      config: { access: "public" },
      schema: {
        operationId: "getOpenFigures",
        tags,
        summary: "Số liệu công khai của thành phố, một xã hay một trường; nhóm dưới 5 người không công bố",
        querystring: strings("unit"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["unit"]);
      const unit = askedUnit(request, query);
      const open = metrics.filter(({ isOpen }) => isOpen);
      const body = await request.reader.read(async (client) => {
        const figures = await findFigures(client, unit, true);
        if (figures === undefined) throw unitNotFound(unit);
        const way = await wayTo(client, unit);
        return JSON.stringify({
          unit: unitText(unit),
          title: way.at(-1)?.title ?? unit.id,
          ...(await stampOf(client)),
          measures: figures.measures,
          figures: open.map((metric) => ({ id: metric.id, value: openNumber(metric, figures.measures) })),
        });
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/open/communes",
    {
      config: { access: "public" },
      schema: {
        operationId: "listOpenCommunes",
        tags,
        summary: "Số liệu công khai của từng xã, phường, đặc khu",
      },
    },
    async (request, reply) => {
      const open = metrics.filter(({ isOpen }) => isOpen);
      const body = await request.reader.read(async (client) => {
        const titles = await communeTitles(client);
        const figures = await listFigures(client, { kind: "commune" }, true);
        return JSON.stringify({
          ...(await stampOf(client)),
          data: figures.map(({ unit, measures }) => ({
            id: unit.id,
            title: titles.get(unit.id ?? "") ?? unit.id,
            values: Object.fromEntries(open.map((metric) => [metric.id, openNumber(metric, measures)])),
            rank: measures.rank ?? null,
          })),
        });
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );
}

/** Null where any count of people it is made of is not published: few people, or none; which of the two is not said. */
function openNumber(
  metric: (typeof metrics)[number],
  measures: Readonly<Record<string, number>>,
): number | null {
  const { computation } = metric;
  const parts =
    computation.kind === "sum"
      ? computation.of
      : computation.kind === "ratio"
        ? [...computation.top, ...computation.bottom]
        : [];
  if (parts.some((name) => countsPeople(name) && measures[name] === undefined)) return null;
  return numberOf(metric, measures);
}
