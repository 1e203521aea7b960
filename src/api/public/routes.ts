import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { jsonType, namesTag, strongEtag } from "../etag.ts";
import { stampOf } from "../metrics/routes.ts";
import { findOpenSchool, listOpenSchools } from "./open-schools.ts";

/** Figures move with runs, schools with the register: five minutes of age harm nobody and spare the database. */
const heldSeconds = 300;

/** What anybody may keep, also a proxy on the way: nothing in it depends on who asks. */
function sendOpen(request: FastifyRequest, reply: FastifyReply, body: string): FastifyReply {
  const etag = strongEtag(body);
  reply.header("etag", etag).header("cache-control", `public, max-age=${heldSeconds}`);
  const known = request.headers["if-none-match"];
  if (known !== undefined && namesTag(known, etag, true)) return reply.code(304).send();
  return reply.type(jsonType).send(body);
}

const tags = ["metrics"];

/** Schools for everybody: where they are, how to reach them, and what they have to make public. */
export function registerOpenSchools(app: FastifyInstance): void {
  app.get(
    "/api/v1/open/schools",
    {
      config: { access: "public" },
      schema: {
        operationId: "listOpenSchools",
        tags,
        summary: "Mọi trường đang hoạt động: cấp học, loại hình, địa chỉ, điện thoại của trường, vị trí",
      },
    },
    async (request, reply) => {
      const body = await request.reader.read(async (client) => {
        const { asOf } = await stampOf(client);
        return JSON.stringify({ asOf, data: await listOpenSchools(client) });
      });
      return sendOpen(request, reply, body);
    },
  );

  app.get(
    "/api/v1/open/schools/:schoolId",
    {
      config: { access: "public" },
      schema: {
        operationId: "getOpenSchool",
        tags,
        summary: "Thông tin công khai của một trường (Thông tư 09/2024/TT-BGDĐT) có trong kho dữ liệu",
        description: "A value that the store lacks, or a group of people too small to publish, is null.",
        params: { type: "object", properties: { schoolId: { type: "string", maxLength: 35 } } },
      },
    },
    async (request, reply) => {
      const { schoolId } = request.params as { schoolId: string };
      const body = await request.reader.read(async (client) => {
        const school = await findOpenSchool(client, schoolId);
        if (school === undefined) throw new HpError("record-not-found", { id: schoolId, dataset: "school" });
        const { asOf, schoolYear } = await stampOf(client);
        return JSON.stringify({ asOf, schoolYear, ...school });
      });
      return sendOpen(request, reply, body);
    },
  );
}
