/** Degrees WGS 84: longitude first (RFC 7946 §3.1.1). */
export type Position = readonly [longitude: number, latitude: number];
/** Closed: the last position is the first. */
export type Ring = readonly Position[];
export type Geometry =
  | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };

const kmPerDegree = 111.32;

/** Kilometres east and north of a place; flat enough over a province. */
export function toKm(
  [longitude, latitude]: Position,
  [lon0, lat0]: Position,
): readonly [x: number, y: number] {
  return [
    (longitude - lon0) * kmPerDegree * Math.cos((lat0 * Math.PI) / 180),
    (latitude - lat0) * kmPerDegree,
  ];
}

export function fromKm([x, y]: readonly [number, number], [lon0, lat0]: Position): Position {
  return [round(lon0 + x / (kmPerDegree * Math.cos((lat0 * Math.PI) / 180))), round(lat0 + y / kmPerDegree)];
}

/** To a metre or so. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

type Flat = readonly [x: number, y: number];

/**
 * The part of a convex polygon that lies in another convex one (Sutherland and Hodgman, CACM 17(1), 1974). Both open and
 * counter-clockwise; so is the result, which is empty where they don't meet.
 */
export function clipConvex(subject: readonly Flat[], clip: readonly Flat[]): readonly Flat[] {
  let kept = subject;
  for (const [at, from] of clip.entries()) {
    const to = clip[(at + 1) % clip.length] ?? from;
    const side = ([x, y]: Flat): number =>
      (to[0] - from[0]) * (y - from[1]) - (to[1] - from[1]) * (x - from[0]);
    const next: Flat[] = [];
    for (const [i, point] of kept.entries()) {
      const before = kept[(i + kept.length - 1) % kept.length] ?? point;
      const [a, b] = [side(before), side(point)];
      if (a >= 0 !== b >= 0) {
        const share = a / (a - b);
        next.push([before[0] + (point[0] - before[0]) * share, before[1] + (point[1] - before[1]) * share]);
      }
      if (b >= 0) next.push(point);
    }
    kept = next;
  }
  return kept;
}

/** Twice the signed area; positive when counter-clockwise. */
export function doubleArea(points: readonly Flat[]): number {
  return points.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = points[(at + 1) % points.length] ?? [x, y];
    return sum + x * nextY - nextX * y;
  }, 0);
}
