import type { FastifyInstance } from "fastify";
import { findIntake, intakes } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { attachment } from "../headers.ts";
import { findOneOf, type Query } from "../read/parameters.ts";
import { templateColumns } from "./columns.ts";
import { buildTemplate } from "./workbook.ts";

const levels = ["02", "03", "04", "05"] as const;
const config = { access: "upload" as const };
const tags = ["intake"];

/** Workbooks that schools fill in and send back: what the declarations ask for, as drop-downs, notes and checks. */
export function registerTemplates(app: FastifyInstance): void {
  app.get(
    "/api/v1/templates",
    {
      config,
      schema: { operationId: "listTemplates", tags, summary: "Các mẫu Excel để trường điền rồi gửi" },
    },
    async (request, reply) => {
      const data = intakes
        .filter(({ compareOnly }) => compareOnly !== true)
        .map((intake) => ({
          id: intake.id,
          title: intake.title,
          columns: templateColumns(intake).length,
        }));
      return sendTagged(request, reply, JSON.stringify({ data }), jsonType);
    },
  );

  app.get(
    "/api/v1/templates/:intakeId",
    {
      config,
      schema: {
        operationId: "getTemplate",
        tags,
        summary: "Một mẫu Excel; `level` chọn cấp học của mẫu kết quả",
        querystring: { type: "object", properties: { level: { type: "string", enum: [...levels] } } },
      },
    },
    async (request, reply) => {
      const { intakeId = "" } = request.params as Readonly<Record<string, string>>;
      const intake = findIntake(intakeId);
      if (intake === undefined || intake.compareOnly === true)
        throw new HpError("record-not-found", { id: shownBack(intakeId, 60), dataset: "templates" });
      const level = findOneOf(request.query as Query, "level", levels);
      const workbook = await buildTemplate(intake, level).xlsx.writeBuffer();
      return reply
        .type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
        .header("content-disposition", attachment(`Mẫu ${intake.title.vi}.xlsx`))
        .header("cache-control", "no-store")
        .send(Buffer.from(workbook));
    },
  );
}
