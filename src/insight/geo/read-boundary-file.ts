import { HpError } from "#src/platform/errors.ts";
import { type Geometry, type Position, toKm } from "./geometry.ts";

/** What official files call a commune's code. */
const codeNames = ["ward_code", "commune_code", "code", "ma_xa", "maxa", "ma", "Mã", "MA_XA", "ADM_CODE"];
/** An outline whose middle is farther from the commune's centre than this belongs to another, or has its axes swapped. */
const mostKmAway = 40;

interface Commune {
  readonly code: string;
  readonly title: string;
  readonly centre: Position;
}

/**
 * Outlines by commune out of a GeoJSON file (RFC 7946): a FeatureCollection with one Polygon or MultiPolygon for every
 * commune of today, each with the commune's code.
 * @throws HpError `boundary-file-invalid` with what is wrong and where, in Vietnamese
 */
export function readBoundaryFile(text: string, communes: readonly Commune[]): ReadonlyMap<string, Geometry> {
  const file = parse(text);
  if (file.type !== "FeatureCollection" || !Array.isArray(file.features))
    throw invalid("tệp không phải GeoJSON kiểu FeatureCollection", "it is no GeoJSON FeatureCollection");
  const byCode = new Map(communes.map((commune) => [commune.code, commune]));
  const found = new Map<string, Geometry>();
  for (const [at, feature] of (file.features as unknown[]).entries()) {
    const { properties, geometry } = (feature ?? {}) as {
      properties?: Record<string, unknown>;
      geometry?: unknown;
    };
    const name = codeNames.find((one) => properties?.[one] !== undefined);
    const code = String(name === undefined ? "" : properties?.[name]).trim();
    const commune = byCode.get(code);
    if (commune === undefined)
      throw invalid(
        `đối tượng thứ ${at + 1} mang mã “${code}”, không phải xã, phường, đặc khu nào hiện nay (mã để ở một trong các thuộc tính ${codeNames.join(", ")})`,
        `feature ${at + 1} has code “${code}”, which is no commune of today (the code stands in one of ${codeNames.join(", ")})`,
      );
    if (found.has(code))
      throw invalid(
        `${commune.title} (${code}) có hai ranh giới`,
        `${commune.title} (${code}) has two outlines`,
      );
    found.set(code, checked(geometry, commune));
  }
  const missing = communes.filter(({ code }) => !found.has(code));
  if (missing.length > 0) {
    const names = missing
      .slice(0, 5)
      .map(({ title, code }) => `${title} (${code})`)
      .join(", ");
    throw invalid(
      `thiếu ranh giới của ${missing.length} đơn vị: ${names}${missing.length > 5 ? "…" : ""}`,
      `${missing.length} communes have no outline: ${names}${missing.length > 5 ? "…" : ""}`,
    );
  }
  return found;
}

function parse(text: string): { readonly type?: unknown; readonly features?: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { type?: unknown; features?: unknown };
  } catch {
    throw invalid("tệp không phải JSON", "it is no JSON");
  }
}

function checked(geometry: unknown, { title, code, centre }: Commune): Geometry {
  const of = `${title} (${code})`;
  const { type, coordinates } = (geometry ?? {}) as { type?: unknown; coordinates?: unknown };
  if ((type !== "Polygon" && type !== "MultiPolygon") || !Array.isArray(coordinates))
    throw invalid(
      `ranh giới của ${of} không phải Polygon hay MultiPolygon`,
      `the outline of ${of} is no Polygon or MultiPolygon`,
    );
  const polygons = (type === "Polygon" ? [coordinates] : coordinates) as unknown[];
  const rings = polygons.flatMap((polygon) =>
    Array.isArray(polygon) ? (polygon as unknown[]) : [undefined],
  );
  if (rings.length === 0) throw invalid(`ranh giới của ${of} rỗng`, `the outline of ${of} is empty`);
  for (const ring of rings) {
    if (!isRing(ring))
      throw invalid(
        `một vòng ranh giới của ${of} chưa khép kín hoặc ít hơn bốn điểm, hoặc có điểm không phải [kinh độ, vĩ độ]`,
        `a ring of ${of} is not closed, has fewer than four positions, or one that is not [longitude, latitude]`,
      );
  }
  const all = (rings as Position[][]).flat();
  const middle: Position = [mean(all.map(([lon]) => lon)), mean(all.map(([, lat]) => lat))];
  const [x, y] = toKm(middle, centre);
  if (Math.hypot(x, y) > mostKmAway) {
    const swapped = Math.hypot(...toKm([middle[1], middle[0]], centre)) <= mostKmAway;
    throw invalid(
      swapped
        ? `ranh giới của ${of} ghi vĩ độ trước kinh độ; GeoJSON ghi kinh độ trước`
        : `ranh giới của ${of} nằm cách tâm đã biết ${Math.round(Math.hypot(x, y))} km (hệ tọa độ phải là WGS 84, độ)`,
      swapped
        ? `the outline of ${of} has latitude first; GeoJSON has longitude first`
        : `the outline of ${of} is ${Math.round(Math.hypot(x, y))} km from its known centre (it must be WGS 84, in degrees)`,
    );
  }
  return { type, coordinates } as Geometry;
}

function isRing(ring: unknown): ring is readonly Position[] {
  if (!Array.isArray(ring) || ring.length < 4) return false;
  const isClosed = JSON.stringify(ring[0]) === JSON.stringify(ring.at(-1));
  return (
    isClosed &&
    ring.every(
      (position) =>
        Array.isArray(position) && position.length >= 2 && position.every((n) => Number.isFinite(n)),
    )
  );
}

const mean = (numbers: readonly number[]): number => numbers.reduce((sum, n) => sum + n, 0) / numbers.length;

const invalid = (reasonVi: string, reasonEn: string): HpError =>
  new HpError("boundary-file-invalid", { reasonVi, reasonEn });
