import type { FastifyInstance, FastifyRequest } from "fastify";
import { checks, findCheck, findDataset, qualityViews } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { subjectsOf } from "../corrections/take.ts";
import type { Resource } from "../read/resource.ts";
import { readGains } from "./gains.ts";
import { readWorkRecords, sentenceOf } from "./records.ts";
import { fieldsOf, remedyOf } from "./remedy.ts";
import { readSchoolScore } from "./score.ts";

const mostRecords = 500;

/**
 * What a school has to put right: broken rules grouped by what ends them, the records of each with the values to mend,
 * and the score with what would raise it.
 */
export function registerWorklist(app: FastifyInstance, resources: ReadonlyMap<string, Resource>): void {
  app.get(
    "/api/v1/worklist/:schoolId",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "readWorklist",
        tags: ["exchange"],
        summary: "Việc cần sửa của trường, theo cách sửa",
      },
    },
    async (request, reply) => {
      const schoolId = await seenSchool(request);
      const { scope } = request.reader;
      const gains = await request.reader.read((client) =>
        readGains(client, schoolId, { checks, views: qualityViews }),
      );
      const data = gains.flatMap(({ checkCode, dataset, records, gain }) => {
        const check = findCheck(checkCode);
        if (check === undefined) return [];
        const fields = fieldsOf(checkCode, scope);
        return [
          {
            checkCode,
            dataset,
            datasetTitle: findDataset(dataset)?.title,
            sentence: check.sentence,
            dimension: check.dimension,
            severity: check.severity,
            legalBasis: check.legalBasis ?? null,
            remedy: remedyOf(checkCode, fields, scope),
            fields,
            records,
            gain,
          },
        ];
      });
      return reply.header("cache-control", "no-store").send({ data, next: null });
    },
  );

  app.get(
    "/api/v1/worklist/:schoolId/:checkCode/records",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "readWorklistRecords",
        tags: ["exchange"],
        summary: "Bản ghi chưa đạt một quy tắc, kèm giá trị cần sửa",
      },
    },
    async (request, reply) => {
      const schoolId = await seenSchool(request);
      const { checkCode = "" } = request.params as { checkCode?: string };
      const check = findCheck(checkCode);
      const resource = resources.get(check?.dataset ?? "");
      if (check === undefined || resource === undefined)
        throw new HpError("record-not-found", { id: shownBack(checkCode, 60), dataset: "check" });
      const query = request.query as Readonly<Record<string, string | undefined>>;
      const limit = limitOf(query.limit);
      const fields = fieldsOf(checkCode, request.reader.scope);
      const page = await request.reader.read(
        (client) =>
          readWorkRecords(client, resource, request.reader.scope, {
            schoolId,
            checkCode,
            after: query.cursor,
            limit,
            fields: fields.map(({ name }) => name),
          }),
        {
          look: ({ data }) =>
            data.length === 0
              ? undefined
              : {
                  action: `${check.dataset}.list`,
                  object: check.dataset,
                  subjects: subjectsOf(data),
                  detail: { rows: data.length, rule: checkCode },
                },
        },
      );
      const next =
        page.next === undefined
          ? null
          : `/api/v1/worklist/${encodeURIComponent(schoolId)}/${encodeURIComponent(checkCode)}/records?limit=${limit}&cursor=${encodeURIComponent(page.next)}`;
      return reply
        .header("cache-control", "no-store")
        .send({ data: page.data, next, fields, sentence: sentenceOf(checkCode) });
    },
  );

  app.get(
    "/api/v1/school-scores/:schoolId",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "readSchoolScore",
        tags: ["exchange"],
        summary: "Điểm dữ liệu của trường theo tám nguyên tắc, diễn biến và việc làm tăng điểm nhiều nhất",
      },
    },
    async (request, reply) => {
      const schoolId = await seenSchool(request);
      const found = await request.reader.read(async (client) => ({
        ...(await readSchoolScore(client, schoolId)),
        gains: await readGains(client, schoolId, { checks, views: qualityViews }),
      }));
      const gains = found.gains
        .filter(({ gain }) => gain > 0)
        .slice(0, 12)
        .map((one) => ({
          ...one,
          sentence: sentenceOf(one.checkCode),
          dimension: findCheck(one.checkCode)?.dimension,
          remedy: remedyOf(
            one.checkCode,
            fieldsOf(one.checkCode, request.reader.scope),
            request.reader.scope,
          ),
        }));
      return reply.header("cache-control", "no-store").send({ schoolId, ...found, gains });
    },
  );
}

/** The school in the address, when the caller sees its quality. @throws HpError `record-not-found` */
async function seenSchool(request: FastifyRequest): Promise<string> {
  const { schoolId = "" } = request.params as { schoolId?: string };
  const { scope } = request.reader;
  const { rows } = await request.reader.query("select 1 from school where school_id = $1", [schoolId]);
  const isOwn = scope.schools.includes(schoolId) || scope.role.startsWith("department");
  if (rows.length === 0 || !isOwn)
    throw new HpError("record-not-found", { id: shownBack(schoolId, 40), dataset: "school" });
  return schoolId;
}

/** @throws HpError `parameter-out-of-range` */
function limitOf(given: string | undefined): number {
  const limit = Number(given ?? "100");
  if (!Number.isInteger(limit) || limit < 1 || limit > mostRecords)
    throw new HpError("parameter-out-of-range", { name: "limit", min: 1, max: mostRecords });
  return limit;
}
