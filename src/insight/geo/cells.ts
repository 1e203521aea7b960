import { Delaunay } from "d3-delaunay";
import { clipConvex, doubleArea, fromKm, type Geometry, type Position, toKm } from "./geometry.ts";

/** A commune's centre and size, from the reference tables. */
export interface CommunePlace {
  readonly code: string;
  readonly centre: Position;
  readonly areaKm2: number;
}

/** A cell reaches no farther from its centre than so many radii of a disc of the commune's own size. */
const mostRadii = 1.55;
const corners = 48;

/**
 * Approximate outlines: what is nearer to a commune's centre than to any other, but no farther than its size lets
 * expect. So the mainland is covered without seams, the coast is about where it is, and islands stand in the sea.
 */
export function approximateCells(places: readonly CommunePlace[]): ReadonlyMap<string, Geometry> {
  const origin = places[0]?.centre;
  if (origin === undefined) return new Map();
  const points = places.map(({ centre }) => toKm(centre, origin));
  const reach = 1_000;
  const voronoi = Delaunay.from(points.map(([x, y]): [number, number] => [x, y])).voronoi([
    Math.min(...points.map(([x]) => x)) - reach,
    Math.min(...points.map(([, y]) => y)) - reach,
    Math.max(...points.map(([x]) => x)) + reach,
    Math.max(...points.map(([, y]) => y)) + reach,
  ]);
  return new Map(
    places.map(({ code, areaKm2 }, at) => {
      const [x = 0, y = 0] = points[at] ?? [];
      const cell = (voronoi.cellPolygon(at) ?? []).slice(1).map(([px, py]) => [px, py] as const);
      const radius = mostRadii * Math.sqrt(Math.max(areaKm2, 1) / Math.PI);
      const disc = Array.from({ length: corners }, (_, i) => {
        const angle = (2 * Math.PI * i) / corners;
        return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
      });
      const inside = clipConvex(doubleArea(cell) < 0 ? cell.toReversed() : cell, disc).map((point) =>
        fromKm(point, origin),
      );
      const [first] = inside;
      return [
        code,
        { type: "Polygon", coordinates: [first === undefined ? [] : [...inside, first]] },
      ] as const;
    }),
  );
}
