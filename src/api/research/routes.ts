import { randomUUID } from "node:crypto";
import { createReadStream, mkdirSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { FastifyInstance } from "fastify";
import { columnClassOf } from "#src/access/roles/field-class.ts";
import { datasets } from "#src/domains/catalogue.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { extractColumns, isExtractable, writeExtract } from "#src/exchange/research/extract.ts";
import type { Config, Folders } from "#src/platform/config.ts";
import { openLake } from "#src/platform/duckdb.ts";
import { HpError } from "#src/platform/errors.ts";
import { getOrCreateKey } from "#src/platform/keys.ts";

const tags = ["statistics"];
const access = { access: "research.read" as const };

/** What one extract may use; a city's largest fact is written in some seconds with it. */
const extractMemoryMb = 512;

/** For researchers: facts of the warehouse under names of the recipient's own, and nobody who stands alone (M292). */
export function registerResearch(
  app: FastifyInstance,
  { config, folders }: { readonly config: Config; readonly folders: Folders },
): void {
  const offered = (): readonly Dataset[] =>
    datasets.filter(
      (dataset) => columnClassOf(dataset, "version") === "open" && isExtractable(folders.warehouse, dataset),
    );
  // One at a time: an extract is batch work, and people at their screens come first.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };

  app.get(
    "/api/v1/research/extracts",
    {
      config: access,
      schema: {
        operationId: "listExtracts",
        tags,
        summary: "Dữ liệu giả danh dành cho nghiên cứu",
        description:
          "Ids are names of the recipient's own; rows of fewer than `smallestGroup` people alike are left out.",
      },
    },
    async () => ({
      data: offered().map((dataset) => ({
        dataset: dataset.id,
        title: dataset.title,
        columns: extractColumns(dataset),
        href: `/api/v1/research/extracts/${dataset.id}`,
      })),
      smallestGroup: config.researchGroup,
    }),
  );

  app.get(
    "/api/v1/research/extracts/:dataset",
    {
      config: access,
      schema: {
        operationId: "getExtract",
        tags,
        summary: "Một bộ dữ liệu giả danh (CSV)",
        description:
          "`x-rows` and `x-rows-withheld` say how many rows are here and how many were left out because too few people are alike.",
        params: { type: "object", properties: { dataset: { type: "string" } } },
      },
    },
    async (request, reply) => {
      const { dataset: id } = request.params as { dataset: string };
      const dataset = offered().find((one) => one.id === id);
      if (dataset === undefined || request.principal === undefined)
        throw new HpError("record-not-found", { id, dataset: "research/extracts" });
      const recipient = request.principal.accountId;
      const file = join(folders.temporary, `extract-${randomUUID()}.csv`);
      mkdirSync(folders.temporary, { recursive: true });
      const make = async () => {
        try {
          const { rows, withheld } = await inTurn(async () => {
            const lake = await openLake({
              memoryMb: extractMemoryMb,
              threads: 1,
              temporaryDir: folders.temporary,
            });
            try {
              const key = getOrCreateKey(folders.keys, "pseudonym");
              return await writeExtract(lake, folders.warehouse, dataset, {
                key,
                recipient,
                k: config.researchGroup,
                file,
              });
            } finally {
              lake.close();
            }
          });
          const content = createReadStream(file);
          // An open file can still be read when its name is gone, and nothing of it stays behind.
          await new Promise<void>((resolve, reject) =>
            content.once("open", () => resolve()).once("error", reject),
          );
          return { rows, withheld, content };
        } finally {
          await rm(file, { force: true });
        }
      };
      const { rows, withheld, content } = await make();
      try {
        await request.reader.record({
          action: "research.extract",
          object: dataset.id,
          detail: { rows, withheld, smallestGroup: config.researchGroup },
        });
      } catch (error) {
        content.destroy();
        throw error;
      }
      return reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${dataset.id}.csv"`)
        .header("x-rows", String(rows))
        .header("x-rows-withheld", String(withheld))
        .send(content);
    },
  );
}
