import type { FastifyInstance } from "fastify";
import { HpError } from "#src/platform/errors.ts";
import { stampOf } from "../metrics/routes.ts";
import { findOpenSchool, listOpenSchools } from "./open-schools.ts";
import { sendOpen } from "./send-open.ts";

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
