import { z } from "zod";
import { fieldTitle, rowValidator } from "#src/domains/dictionary/dataset.ts";
import { type Field, protectionOf, sealedKind } from "#src/domains/dictionary/field.ts";
import { operatorsOf, takesValue } from "../read/filters.ts";
import { maxLimit } from "../read/list-request.ts";
import type { ReadColumn } from "../read/read-column.ts";
import type { Resource } from "../read/resource.ts";
import { resourceName, schemaName } from "../read/resource-names.ts";

type JsonSchema = Readonly<Record<string, unknown>>;

/** JSON Schema of a dataset's rows, from the same declaration as the validator; titles in both languages. */
export function rowSchema(resource: Resource): JsonSchema {
  const target = resource.dataset;
  const { properties, required } = z.toJSONSchema(rowValidator(target), { unrepresentable: "any" });
  const described: Record<string, JsonSchema> = {};
  for (const column of resource.columns.values()) {
    const field = target.fields[column.name];
    const declared = (properties?.[column.name] ?? publishedSchema(column)) as JsonSchema;
    const base = column.kind === "uuid" ? uuidSchema(column.notNull) : declared;
    described[column.name] = field === undefined ? base : { ...base, ...describe(column.name, field) };
  }
  return {
    $id: schemaName(target.id),
    type: "object",
    title: target.title.vi,
    description: `${target.title.en}: ${target.grain.en}.`,
    properties: described,
    required,
  };
}

function describe(name: string, field: Field): JsonSchema {
  const title = fieldTitle(name, field);
  const notes = [
    title.en,
    field.info.note?.en,
    field.codeSet === undefined ? undefined : `Code set: ${field.codeSet}.`,
    protectionOf(field).encryption === "none"
      ? undefined
      : "Stored encrypted: no range, prefix or sort" +
        (sealedKind(field) === undefined ? ", and rows are not found by it" : "; found by the exact value"),
  ];
  const { masking, encryption } = protectionOf(field);
  return {
    title: title.vi,
    description: notes.filter((note) => note !== undefined).join(". "),
    ...(field.info.pii === undefined
      ? {}
      : { "x-pii": field.info.pii, "x-masking": masking, "x-encryption": encryption }),
    ...(field.info.unit === undefined ? {} : { "x-unit": field.info.unit }),
    ...(field.info.example === undefined ? {} : { examples: [field.info.example] }),
  };
}

/** Any 128 bits: golden ids and content hashes carry no version bits, which the validator's pattern asks for. */
const uuidSchema = (required: boolean): JsonSchema =>
  required
    ? { type: "string", format: "uuid" }
    : { anyOf: [{ type: "string", format: "uuid" }, { type: "null" }] };

const publishedTitles: Readonly<Record<string, string>> = {
  version: "Phiên bản",
  sourceRowId: "Dòng nguồn",
  fieldSource: "Nguồn của từng trường",
  runSeq: "Lượt nhập",
  changedAt: "Đổi lúc",
};

function publishedSchema(column: ReadColumn): JsonSchema {
  const title = publishedTitles[column.name];
  if (column.kind === "integer") return { type: "integer", title };
  if (column.kind === "timestamp") return { type: "string", format: "date-time", title };
  if (column.kind === "json") return { title };
  return { type: "string", title };
}

const errorResponses = (codes: readonly number[]): JsonSchema =>
  Object.fromEntries(
    codes.map((status) => [
      status,
      {
        description: "Problem document (RFC 9457)",
        content: { "application/problem+json": { schema: { $ref: "Problem#" } } },
      },
    ]),
  );

export function listSchema(resource: Resource): JsonSchema {
  const { title, grain, group, id } = resource.dataset;
  return {
    operationId: `list${schemaName(id)}`,
    tags: [group],
    summary: title.vi,
    description: `${title.en}: ${grain.en}.`,
    querystring: { type: "object", properties: { ...paging(resource), ...filterParameters(resource) } },
    response: {
      200: {
        description: "Một trang / One page",
        type: "object",
        properties: {
          data: { type: "array", items: { $ref: `${schemaName(id)}#` } },
          next: { type: ["string", "null"], description: "Address of the next page; null on the last one" },
          count: { type: "integer" },
          countKind: { type: "string", enum: ["exact", "estimate"] },
        },
        required: ["data", "next"],
      },
      ...errorResponses([400, 503]),
    },
  };
}

export function recordSchema(resource: Resource): JsonSchema {
  const { title, id, group } = resource.dataset;
  return {
    operationId: `get${schemaName(id)}`,
    tags: [group],
    summary: `${title.vi}: một bản ghi`,
    description: `One record of ${resourceName(id)} with all its fields. Answers 304 to a known ETag.`,
    params: {
      type: "object",
      properties: Object.fromEntries(
        resource.key.map((column) => [column.name, parameterSchema(resource, column)]),
      ),
      required: resource.key.map((column) => column.name),
    },
    querystring: { type: "object", properties: { fields: fieldsParameter } },
    response: {
      200: { description: title.vi, $ref: `${schemaName(id)}#` },
      304: { description: "Không đổi / Not modified", type: "null" },
      ...errorResponses([400, 404]),
    },
  };
}

const fieldsParameter = {
  type: "string",
  description: "Các trường cần lấy, cách nhau bằng dấu phẩy / Fields to show, comma-separated",
};

function paging(resource: Resource): Record<string, JsonSchema> {
  return {
    limit: {
      type: "integer",
      minimum: 1,
      maximum: maxLimit,
      default: 50,
      description: "Số dòng một trang / Rows a page",
    },
    cursor: { type: "string", description: "Dấu trang, lấy từ next / Opaque, taken from next" },
    sort: {
      type: "string",
      enum: [...resource.sorts.keys()],
      default: resource.defaultSort.name,
      description: "Xếp theo / Sort by (indexed fields)",
    },
    order: { type: "string", enum: ["asc", "desc"], default: "asc" },
    fields: fieldsParameter,
    count: {
      type: "string",
      enum: ["exact", "estimate"],
      description: "Đếm cả danh sách / Count the whole list",
    },
    ...(resource.searched === undefined
      ? {}
      : {
          q: {
            type: "string",
            maxLength: 200,
            description: "Tìm theo tên, có dấu hay không dấu / Name, with or without accents",
          },
        }),
  };
}

function filterParameters(resource: Resource): Record<string, JsonSchema> {
  const found: Record<string, JsonSchema> = {};
  for (const column of resource.columns.values()) {
    const value = parameterSchema(resource, column);
    if (takesValue(column)) found[column.name] = value;
    for (const operator of operatorsOf(column)) {
      found[`${column.name}.${operator}`] =
        operator === "null"
          ? { type: "boolean", description: "true: ô trống / empty" }
          : operator === "in"
            ? {
                type: "array",
                items: value,
                style: "form",
                explode: false,
                description: "Một trong các giá trị / Any of",
              }
            : { ...value, description: operatorWords[operator] };
    }
  }
  return found;
}

const operatorWords = {
  from: "Từ giá trị này / From, inclusive",
  to: "Đến giá trị này / To, inclusive",
  prefix: "Bắt đầu bằng / Begins with",
} as const;

function parameterSchema(resource: Resource, column: ReadColumn): JsonSchema {
  const field = resource.dataset.fields[column.name];
  const title = field === undefined ? publishedTitles[column.name] : fieldTitle(column.name, field).vi;
  return { ...parameterTypes[column.kind], description: title };
}

const text = { type: "string" };
const parameterTypes: Readonly<Record<ReadColumn["kind"], JsonSchema>> = {
  uuid: { type: "string", format: "uuid" },
  date: { type: "string", format: "date" },
  timestamp: { type: "string", format: "date-time" },
  integer: { type: "integer" },
  decimal: { type: "number" },
  boolean: { type: "boolean" },
  bigint: text,
  text,
  personName: text,
  nationalId: text,
  phone: text,
  email: text,
  code: text,
  codes: text,
  schoolYear: text,
  json: text,
};
