import type { FastifyInstance, FastifyRequest } from "fastify";
import { findState } from "#src/insight/metrics/count-pass.ts";
import { metrics } from "#src/insight/metrics/metrics.ts";
import { findFigures, readHistory } from "#src/insight/metrics/read-figures.ts";
import type { Clock } from "#src/platform/clock.ts";
import { localDay } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { findSingle, getInteger, printableName, type Query } from "../read/parameters.ts";
import { answer, declarations } from "./answer.ts";
import { askedUnit, unitNotFound, unitText } from "./asked-unit.ts";
import { listParts } from "./parts.ts";
import { wayTo } from "./unit-titles.ts";

export const metricTags = ["metrics"];
export const strings = (...names: readonly string[]) => ({
  type: "object",
  properties: Object.fromEntries(names.map((name) => [name, { type: "string" }])),
});

export function assertKnown(query: Query, allowed: readonly string[]): void {
  const unknown = Object.keys(query).find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    throw new HpError("parameter-unknown", { name: printableName(unknown), allowed: allowed.join(", ") });
}

/** The metrics named by `?metric=a,b`; all without it. @throws HpError `parameter-not-one-of` */
function askedMetrics(query: Query): typeof metrics {
  const names = findSingle(query, "metric")?.split(",");
  if (names === undefined) return metrics;
  const unknown = names.some((name) => !metrics.some(({ id }) => id === name));
  if (unknown)
    throw new HpError("parameter-not-one-of", {
      name: "metric",
      allowed: metrics.map(({ id }) => id).join(", "),
    });
  return metrics.filter(({ id }) => names.includes(id));
}

/** What every answer says of itself: when the store was counted, and after which run. */
export async function stampOf(db: Db): Promise<{
  readonly version: number;
  readonly asOf: Date | null;
  readonly runSeq: number;
  readonly schoolYear: string;
}> {
  const state = await findState(db);
  return {
    version: state?.version ?? 0,
    asOf: state?.countedAt ?? null,
    runSeq: state?.runSeq ?? 0,
    schoolYear: state?.pulse.schoolYear ?? "",
  };
}

/** Numbers of the city, a commune, a school, and of the parts of each; every one with what it takes to check it. */
export function registerMetrics(app: FastifyInstance, clock: Clock): void {
  const tags = metricTags;
  const day = () => localDay(clock.now());

  app.get(
    "/api/v1/metrics",
    {
      config: { access: "public" },
      schema: { operationId: "listMetrics", tags, summary: "Các chỉ số: tên, công thức, căn cứ, chỉ tiêu" },
    },
    async (request, reply) => sendTagged(request, reply, JSON.stringify(declarations(day())), jsonType),
  );

  app.get(
    "/api/v1/metrics/figures",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "getFigures",
        tags,
        summary: "Mọi chỉ số của thành phố, một xã hay một trường",
        description:
          "`unit`: `city`, `commune:11948`, `school:311194802001`; without it the caller's own. `metric=a,b` narrows.",
        querystring: strings("unit", "metric"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["unit", "metric"]);
      const unit = askedUnit(request, query);
      const chosen = askedMetrics(query);
      const found = await request.reader.read(async (client) => {
        const figures = await findFigures(client, unit);
        return figures === undefined
          ? undefined
          : { figures, way: await wayTo(client, unit), stamp: await stampOf(client) };
      });
      if (found === undefined) throw unitNotFound(unit);
      const { figures, way, stamp } = found;
      const body = JSON.stringify({
        unit: unitText(unit),
        title: way.at(-1)?.title ?? unit.id,
        way: way.map((one) => ({ unit: unitText(one.unit), title: one.title })),
        ...stamp,
        movedAt: figures.movedAt,
        ranks: ranksOf(figures.measures),
        figures: chosen.map((metric) => answer(metric, figures.measures, unit, stamp.schoolYear)),
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/metrics/parts",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "listParts",
        tags,
        summary: "Chỉ số của từng xã, từng trường, hay từng lớp trong một đơn vị",
        description:
          "`by`: `commune` or `school` (of the city), `school` (of a commune), `class` (of a school).",
        querystring: strings("unit", "by", "metric"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["unit", "by", "metric"]);
      const unit = askedUnit(request, query);
      const chosen = askedMetrics(query);
      const body = await request.reader.read(async (client) => {
        const stamp = await stampOf(client);
        const parts = await listParts(client, unit, findSingle(query, "by"), chosen, {
          ...stamp,
          day: day(),
        });
        return JSON.stringify({ unit: unitText(unit), ...stamp, ...parts });
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );

  app.get(
    "/api/v1/metrics/history",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "getHistory",
        tags,
        summary: "Chỉ số theo ngày của thành phố hay một xã",
        querystring: strings("unit", "metric", "days"),
      },
    },
    async (request, reply) => {
      const query = request.query as Query;
      assertKnown(query, ["unit", "metric", "days"]);
      const unit = askedUnit(request, query);
      const chosen = askedMetrics(query);
      const days = getInteger(query, "days", 90, 1, 1_100);
      const since = localDay(new Date(clock.now().getTime() - days * 86_400_000));
      const rows = await readDays(request, unit, since);
      const body = JSON.stringify({
        unit: unitText(unit),
        data: rows.map(({ day: on, measures }) => ({
          day: on,
          values: Object.fromEntries(
            chosen.map((metric) => [metric.id, answer(metric, measures, unit, "").value]),
          ),
        })),
      });
      return sendTagged(request, reply, body, jsonType);
    },
  );
}

function readDays(request: FastifyRequest, unit: ReturnType<typeof askedUnit>, since: string) {
  return request.reader.read(async (client) => {
    if ((await findFigures(client, unit)) === undefined) throw unitNotFound(unit);
    return readHistory(client, unit, since);
  });
}

/** The unit's place by overall score; among schools of its own level too. */
function ranksOf(measures: Readonly<Record<string, number>>): object {
  const place = (name: string) =>
    measures[name] === undefined ? null : { place: measures[name], of: measures[`${name}.of`] };
  return {
    all: place("rank"),
    peers: place("rank.peer"),
    before: measures["quality.before"] ?? null,
  };
}
