import type { FastifyInstance } from "fastify";
import { findDataset } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { shownBack } from "#src/platform/shown-back.ts";
import { recordIdOf } from "../corrections/record-id.ts";
import { readRecordsNow } from "../corrections/record-now.ts";
import { type CorrectionParts, subjectsOf } from "../corrections/take.ts";
import { isFor } from "../read/visible.ts";
import { nameRecords } from "../worklist/name-records.ts";
import { rightsOf } from "../worklist/rights-of.ts";
import { readFieldStories, readPlaces } from "./provenance.ts";
import { readChanges } from "./read-history.ts";

/**
 * A record's story for people: each field with the place its value came from, and who changed what, when, from which
 * source. The record is read by the caller's own rights first: who does not see it learns nothing of its past.
 */
export function registerHistory(app: FastifyInstance, parts: CorrectionParts): void {
  app.get(
    "/api/v1/record-stories/:dataset/:recordKey",
    {
      config: { access: "quality.read" },
      schema: {
        operationId: "readRecordStory",
        tags: ["exchange"],
        summary: "Ai đổi gì, khi nào, từ nguồn nào: lịch sử và xuất xứ từng ô của một bản ghi",
      },
    },
    async (request, reply) => {
      const { dataset: id = "", recordKey = "" } = request.params as Readonly<Record<string, string>>;
      const { reader } = request;
      const { role } = reader.scope;
      const dataset = findDataset(id);
      const resource = parts.resources.get(id);
      const gone = new HpError("record-not-found", {
        id: shownBack(recordKey, 80),
        dataset: shownBack(id, 60),
      });
      if (dataset?.origin !== "vendor" || resource === undefined || !isFor(resource, role)) throw gone;
      const found = await reader.read(
        async (client) => {
          const record = (await readRecordsNow(client, resource, role, [recordKey])).get(recordKey);
          if (record === undefined) return undefined;
          const [name] = [...(await nameRecords(client, dataset, [record])).values()];
          const recordId = recordIdOf(parts.identityKey, dataset, recordKey);
          const changes = await readChanges(
            parts.pool,
            parts.keyring,
            { recordId, dataset, recordKey },
            role,
          );
          const rows = changes.flatMap(({ sourceRowId }) => (sourceRowId === null ? [] : [sourceRowId]));
          const places = await readPlaces(client, [...new Set(rows)]);
          const fields = await readFieldStories(client, parts.pool, dataset, record);
          const rights = rightsOf(role, dataset);
          return {
            dataset: id,
            datasetTitle: dataset.title,
            recordKey,
            ...name,
            version: record.version,
            changedAt: record.changedAt,
            isVerified: record.isVerified,
            schoolId: record.schoolId,
            fields: fields.map((field) => ({ ...field, isMendable: rights.mends(field.name) })),
            changes: changes.map((change) => ({
              ...change,
              source: change.sourceRowId === null ? null : (places.get(change.sourceRowId) ?? null),
            })),
          };
        },
        {
          look: (story) =>
            story === undefined
              ? undefined
              : {
                  action: `${id}.read`,
                  object: id,
                  subjects: subjectsOf([{ recordKey }]),
                  detail: { history: true, changes: story.changes.length },
                },
        },
      );
      if (found === undefined) throw gone;
      return reply.header("cache-control", "no-store").send(found);
    },
  );
}
