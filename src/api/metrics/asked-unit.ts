import type { FastifyRequest } from "fastify";
import type { FigureUnit } from "#src/insight/metrics/read-figures.ts";
import { HpError } from "#src/platform/errors.ts";
import { findSingle, type Query } from "../read/parameters.ts";

/**
 * The unit of `?unit=city`, `commune:11948` or `school:311194802001`; without it the caller's own.
 * @throws HpError `parameter-not-of-kind`
 */
export function askedUnit(request: FastifyRequest, query: Query): FigureUnit {
  const text = findSingle(query, "unit");
  if (text === undefined) return ownUnit(request);
  if (text === "city") return { kind: "city" };
  const [, kind, id] = /^(commune|school):([A-Za-z0-9.-]{1,35})$/.exec(text) ?? [];
  if (id === undefined || (kind !== "commune" && kind !== "school"))
    throw new HpError("parameter-not-of-kind", { name: "unit", example: "commune:11948" });
  return { kind, id };
}

/** Where the caller works: the city, a commune or a school; the city for who works nowhere. */
function ownUnit(request: FastifyRequest): FigureUnit {
  const unit = request.principal?.grant.unit;
  if ((unit?.kind === "commune" || unit?.kind === "school") && unit.id !== undefined)
    return { kind: unit.kind, id: unit.id };
  return { kind: "city" };
}

export const unitText = ({ kind, id }: FigureUnit): string => (id === undefined ? kind : `${kind}:${id}`);

/** @throws HpError `record-not-found`: a unit out of scope answers like one that is not there */
export function unitNotFound(unit: FigureUnit): HpError {
  return new HpError("record-not-found", { id: unit.id ?? unit.kind, dataset: "metrics" });
}
