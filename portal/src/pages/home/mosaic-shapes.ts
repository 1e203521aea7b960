/** A commune as `GET /api/v1/geo/communes` tells it; coordinates are longitude, latitude. */
export interface CommuneShape {
  readonly id: string;
  readonly properties: { readonly title: string; readonly centre: readonly [number, number] };
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
}

export interface MosaicPiece {
  readonly id: string;
  readonly title: string;
  /** An SVG path in a drawing of {@link mosaicWidth} × its height. */
  readonly path: string;
}

export interface Mosaic {
  readonly pieces: readonly MosaicPiece[];
  readonly height: number;
  /** Where the frame of the far islands stands; undefined where all lie together. */
  readonly inset: { readonly x: number; readonly y: number; readonly size: number } | undefined;
}

export const mosaicWidth = 400;
const insetSize = 44;
/** Degrees east of the mainland's middle beyond which an island gets a frame of its own: it would shrink the rest. */
const farDegrees = 0.9;

type Point = readonly [number, number];

/** Rings of a Polygon or MultiPolygon, however deep they lie. */
function ringsOf(part: unknown): readonly (readonly Point[])[] {
  if (!Array.isArray(part) || part.length === 0) return [];
  const isRing = Array.isArray(part[0]) && typeof part[0][0] === "number";
  return isRing ? [part as unknown as readonly Point[]] : part.flatMap(ringsOf);
}

interface Box {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

function boxOf(points: readonly Point[]): Box {
  const [east, north] = [Math.max(...points.map(([x]) => x)), Math.max(...points.map(([, y]) => y))];
  const [west, south] = [Math.min(...points.map(([x]) => x)), Math.min(...points.map(([, y]) => y))];
  return { west, east, south, north };
}

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * Communes as pieces of one small drawing: plain cylindrical, true at the city's own latitude, which over 1° errs by
 * less than a line's width.
 */
export function drawMosaic(shapes: readonly CommuneShape[]): Mosaic {
  if (shapes.length === 0) return { pieces: [], height: mosaicWidth, inset: undefined };
  const middles = shapes.map(({ properties }) => properties.centre[0]).sort((a, b) => a - b);
  const middle = middles[Math.floor(middles.length / 2)] ?? 0;
  const isFar = ({ properties }: CommuneShape): boolean =>
    Math.abs(properties.centre[0] - middle) > farDegrees;
  const pointsOf = (some: readonly CommuneShape[]): readonly Point[] =>
    some.flatMap(({ geometry }) => ringsOf(geometry.coordinates)).flat();
  const far = shapes.filter(isFar);
  const box = boxOf(pointsOf(shapes.filter((shape) => !isFar(shape))));
  const squeeze = Math.cos((((box.north + box.south) / 2) * Math.PI) / 180);
  const scale = mosaicWidth / ((box.east - box.west) * squeeze);
  // Below the mainland's lowest line, so that the frame covers no other piece.
  const below = far.length === 0 ? 0 : insetSize - 14;
  const height = Math.ceil((box.north - box.south) * scale) + below;
  const inset =
    far.length === 0
      ? undefined
      : { x: mosaicWidth - insetSize - 2, y: height - insetSize - 2, size: insetSize };
  const pathIn = (shape: CommuneShape, at: Box, by: number, left: number, top: number): string =>
    ringsOf(shape.geometry.coordinates)
      .map(
        (ring) =>
          `M${ring
            .map(
              ([x, y]) => `${round(left + (x - at.west) * squeeze * by)} ${round(top + (at.north - y) * by)}`,
            )
            .join("L")}Z`,
      )
      .join("");
  const farBox = far.length === 0 ? box : boxOf(pointsOf(far));
  const farScale =
    (insetSize - 14) / Math.max((farBox.east - farBox.west) * squeeze, farBox.north - farBox.south, 1e-9);
  return {
    height,
    inset,
    pieces: shapes.map((shape) => ({
      id: shape.id,
      title: shape.properties.title,
      path:
        inset !== undefined && isFar(shape)
          ? pathIn(shape, farBox, farScale, inset.x + 7, inset.y + 7)
          : pathIn(shape, box, scale, 0, 0),
    })),
  };
}
