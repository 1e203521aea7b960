import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle, getField } from "#src/domains/dictionary/dataset.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { addressNotFound } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { cellOf } from "../export/cells.ts";
import { askedFormat } from "../export/export-list.ts";
import { sendTable, type Table } from "../export/send-table.ts";
import { languageOf } from "../language.ts";
import { decodeCursor, encodeCursor } from "../read/cursor.ts";
import { classesOf } from "../read/look-at.ts";
import { findSingle, getInteger, printableName, type Query } from "../read/parameters.ts";
import type { ReadColumn } from "../read/read-column.ts";
import type { Resource } from "../read/resource.ts";
import { nextUrl } from "../read/routes.ts";
import { isFor, visibleTo } from "../read/visible.ts";
import { compareRows, matchesName, type RollRow, readRoll, rollFields } from "./read-roll.ts";

const parameters = ["q", "className", "limit", "cursor", "format", "lang"];
const maxLimit = 500;

/** A school's learners as its staff know them: by class, then by given name. */
export function registerRoll(app: FastifyInstance, learners: Resource): void {
  app.get(
    "/api/v1/schools/:schoolId/roll",
    {
      config: { access: "record.read" },
      schema: {
        operationId: "readSchoolRoll",
        tags: ["learner"],
        summary: "Danh sách học sinh của một trường: theo lớp, trong lớp theo tên",
        querystring: {
          type: "object",
          properties: Object.fromEntries(parameters.map((name) => [name, { type: "string" }])),
        },
      },
    },
    async (request, reply) => {
      const { reader } = request;
      if (!isFor(learners, reader.scope.role)) throw addressNotFound(request);
      const visible = visibleTo(learners, reader.scope.role);
      if (!visible.columns.has("fullName")) throw addressNotFound(request);
      const { schoolId = "" } = request.params as Readonly<Record<string, string>>;
      const query = request.query as Query;
      const unknown = Object.keys(query).find((name) => !parameters.includes(name));
      if (unknown !== undefined)
        throw new HpError("parameter-unknown", {
          name: printableName(unknown),
          allowed: parameters.join(", "),
        });
      const text = findSingle(query, "q")?.trim() ?? "";
      const className = findSingle(query, "className");
      const limit = getInteger(query, "limit", 100, 1, maxLimit);
      const cursor = findSingle(query, "cursor");
      const format = askedFormat(query);
      const scope = `roll:${schoolId}:${className ?? ""}:${text}`;
      const after =
        cursor === undefined
          ? undefined
          : decodeCursor(cursor, scope, ({ at, values }) => at <= 1 && values.length === 4);
      const fields = rollFields(visible);
      const found = await reader.read(
        async (client) => {
          const known = await client.query("select 1 from school where school_id = $1", [schoolId]);
          if (known.rowCount === 0)
            throw new HpError("record-not-found", { dataset: "school", id: shownBack(schoolId, 40) });
          const rows = (await readRoll(client, fields, schoolId)).filter(
            (row) =>
              (className === undefined || row.className === className) && matchesName(row.fullName, text),
          );
          if (format !== undefined) return { page: rows, count: rows.length, isLast: true };
          const from =
            after === undefined ? 0 : rows.findIndex((row) => compareRows(placeOf(after), row) < 0);
          const page = from < 0 ? [] : rows.slice(from, from + limit);
          return { page, count: rows.length, isLast: from < 0 || from + limit >= rows.length };
        },
        {
          look: ({ page }) =>
            page.length === 0
              ? undefined
              : {
                  action:
                    format !== undefined ? "learner.export" : text === "" ? "learner.list" : "learner.search",
                  object: "learner",
                  subjects: page.map(({ learnerId }) => learnerId),
                  detail: { rows: page.length, classes: classesOf(visible, fields) },
                },
        },
      );
      if (format !== undefined)
        return sendTable(reply, fileOf(found.page, fields, languageOf(request)), format);
      const last = found.page.at(-1);
      const next =
        found.isLast || last === undefined
          ? null
          : nextUrl(
              request,
              encodeCursor(scope, { at: last.className === null ? 1 : 0, values: keyOf(last) }),
            );
      const body = { data: found.page, next, count: found.count, countKind: "exact" };
      return sendTagged(request, reply, JSON.stringify(body), jsonType);
    },
  );
}

/** The roll as a sheet: class first, as a list in a school begins. */
function fileOf(rows: readonly RollRow[], fields: readonly ReadColumn[], language: Language): Table {
  const learner = getDataset("learner");
  const enrolment = getDataset("enrolment");
  const columns = [
    ...["className", "gradeLevel"].map((name) => ({ name, field: getField(enrolment, name) })),
    ...fields
      .filter(({ name }) => name !== "learnerId" && name !== "givenName")
      .map(({ name }) => ({ name, field: getField(learner, name) })),
    { name: "status", field: getField(enrolment, "status") },
  ];
  const title = { vi: "Danh sách học sinh", en: "Learners" }[language];
  return {
    name: `${title} ${localDay(systemClock.now()).split("-").reverse().join("-")}`,
    heads: columns.map(({ name, field }) => fieldTitle(name, field)[language]),
    rows: Readable.from(
      rows.map((row) => {
        const values = new Map<string, unknown>(Object.entries(row));
        return columns.map(({ name, field }) => cellOf(field, values.get(name), language));
      }),
    ),
  };
}

const keyOf = ({ className, givenName, fullName, learnerId }: RollRow): readonly string[] => [
  className ?? "",
  givenName ?? fullName.split(" ").at(-1) ?? "",
  fullName,
  learnerId,
];

/** The row a page ended with, as far as the order needs it. */
function placeOf({ at, values }: { readonly at: number; readonly values: readonly string[] }): RollRow {
  const [className = "", givenName = "", fullName = "", learnerId = ""] = values;
  return {
    className: at === 1 ? null : className,
    givenName,
    fullName,
    learnerId,
    gradeLevel: null,
    status: null,
  };
}
