import type { FastifyInstance } from "fastify";
import { readOutlines } from "#src/insight/geo/boundaries.ts";
import { sendOpen } from "../public/send-open.ts";

/** Asked for anew each time: who imports the city's boundaries sees them at once. */
const geoJson = { type: "application/geo+json; charset=utf-8", cacheControl: "no-cache" };
const tags = ["reference"];

interface SchoolPlace {
  readonly id: string;
  readonly title: string;
  readonly levels: readonly string[];
  readonly ownership: string | null;
  readonly communeCode: string | null;
  readonly longitude: number | null;
  readonly latitude: number | null;
}

/** Outlines of communes and places of schools as GeoJSON (RFC 7946): all of it is in the public registers. */
export function registerGeo(app: FastifyInstance): void {
  app.get(
    "/api/v1/geo/communes",
    {
      config: { access: "public" },
      schema: {
        operationId: "getCommuneOutlines",
        tags,
        summary: "Ranh giới xã, phường, đặc khu (GeoJSON); gần đúng khi chưa nhập ranh giới của thành phố",
        description:
          "`approximate`: cells drawn around the communes' centres, no boundary of law. `hp geo import` replaces them.",
      },
    },
    async (request, reply) => {
      const { isApproximate, source, communes } = await request.reader.read((client) => readOutlines(client));
      const body = JSON.stringify({
        type: "FeatureCollection",
        approximate: isApproximate,
        source,
        features: communes.map(({ code, title, centre, areaKm2, geometry }) => ({
          type: "Feature",
          id: code,
          properties: { code, title, areaKm2, centre },
          geometry,
        })),
      });
      return sendOpen(request, reply, body, geoJson);
    },
  );

  app.get(
    "/api/v1/geo/schools",
    {
      config: { access: "public" },
      schema: {
        operationId: "getSchoolPlaces",
        tags,
        summary: "Vị trí các trường (GeoJSON); trường chưa có tọa độ nằm trong `withoutPlace`",
      },
    },
    async (request, reply) => {
      const { rows } = await request.reader.query<SchoolPlace>(
        `select school_id as id, school_name as title, levels, ownership, commune_code as "communeCode",
           longitude::float8 as longitude, latitude::float8 as latitude
         from school where coalesce(operating_status, 'active') not in ('merged', 'dissolved') order by school_id`,
      );
      const placed = rows.filter(({ longitude, latitude }) => longitude !== null && latitude !== null);
      const body = JSON.stringify({
        type: "FeatureCollection",
        features: placed.map(({ longitude, latitude, ...properties }) => ({
          type: "Feature",
          id: properties.id,
          properties,
          geometry: { type: "Point", coordinates: [longitude, latitude] },
        })),
        withoutPlace: rows
          .filter((row) => !placed.includes(row))
          .map(({ id, title, communeCode }) => ({ id, title, communeCode })),
      });
      return sendOpen(request, reply, body, geoJson);
    },
  );
}
