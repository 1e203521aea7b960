import swagger from "@fastify/swagger";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { jsonType, sendTagged } from "../etag.ts";
import { errorCodes } from "../problems/problem.ts";
import type { Resource } from "../read/resource.ts";
import { rowSchema } from "./read-schemas.ts";

const groupTitles = {
  reference: "Danh mục, cơ sở giáo dục / Reference",
  learner: "Người học / Learners",
  staff: "Đội ngũ / Staff",
  classroom: "Lớp học, kết quả / Classes and results",
  facility: "Cơ sở vật chất / Facilities",
  exchange: "Trao đổi dữ liệu / Exchange",
  metrics: "Chỉ số, điều hành / Metrics",
  intake: "Gửi tệp, duyệt / Uploads and reviews",
  dictionary: "Từ điển dữ liệu / Dictionary",
  account: "Tài khoản của tôi / My account",
  health: "Tình trạng máy chủ / Health",
} as const;

const problemSchema = {
  $id: "Problem",
  type: "object",
  title: "Lỗi (RFC 9457)",
  properties: {
    type: { type: "string", description: "Address of the explanation" },
    title: { type: "string", description: "English, for logs" },
    status: { type: "integer" },
    detail: { type: "string", description: "Tiếng Việt, cho người dùng" },
    code: { type: "string", enum: errorCodes },
    requestId: { type: "string" },
  },
  required: ["type", "title", "status", "detail", "code", "requestId"],
};

/** Collects the routes registered after it into one OpenAPI 3.1 document at `/openapi.json`. */
export async function registerOpenapi(app: FastifyInstance, resources: readonly Resource[]): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: "3.1.0",
      info: {
        title: "Hoa Phượng API",
        version: "1.0.0",
        description:
          "Dữ liệu giáo dục của thành phố Hải Phòng: đọc hồ sơ gốc, theo dõi các lượt nhập, gửi tệp. Mỗi danh sách lật trang bằng `next`; lọc bằng `trường=giá trị`, `trường.in=a,b`, `trường.from=`, `trường.to=`, `trường.prefix=`, `trường.null=true`. Lỗi theo RFC 9457.\n\nEducation data of Hải Phòng: the golden records, the runs that made them, and uploads.",
        license: { name: "Apache-2.0", identifier: "Apache-2.0" },
      },
      servers: [{ url: "/" }],
      tags: Object.entries(groupTitles).map(([name, title]) => ({ name, "x-displayName": title })),
    },
    refResolver: { buildLocalReference: (json, _base, _fragment, i) => String(json.$id ?? `def-${i}`) },
    transform: ({ schema, url }) => ({ schema: schema === undefined ? schema : plainSchema(schema), url }),
  });
  app.addSchema(problemSchema);
  for (const resource of resources) app.addSchema(rowSchema(resource));
  app.get(
    "/openapi.json",
    { config: { access: "public" }, schema: { hide: true } },
    async (request, reply) => {
      document ??= JSON.stringify(app.swagger());
      return sendTagged(request, reply, document, jsonType);
    },
  );
  let document: string | undefined;
}

/** Routes with a body declare it by zod; the document wants JSON Schema. */
function plainSchema<T extends object>(schema: T): T {
  return Object.fromEntries(
    Object.entries(schema).map(([name, value]) => [
      name,
      value instanceof z.ZodType ? jsonSchemaOf(value) : value,
    ]),
  ) as T;
}

function jsonSchemaOf(type: z.ZodType): object {
  const { $schema: _, ...schema } = z.toJSONSchema(type, { io: "input" });
  return schema;
}
