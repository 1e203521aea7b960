import type { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { getRole } from "#src/access/roles/roles.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { Folders } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Log } from "#src/platform/log.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { getRequiredHeader } from "../headers.ts";
import { neededFreeMb } from "../health.ts";
import { serverLimits } from "../limits/limits.ts";
import type { Services } from "../services.ts";
import { UploadQueue } from "./queue.ts";
import { type Upload, UploadStore } from "./store.ts";
import { tellEnd } from "./tell-end.ts";
import { registerUploadEvents } from "./watch.ts";

/** A year of the largest school is under 50 MB; 512 leaves room for a whole commune in one zip. */
const maxUploadMb = 512;

const bytesType = "application/offset+octet-stream";

const createBody = z.strictObject({
  fileName: z.string().min(1).max(500).describe("Tên tệp"),
  bytes: z.int().min(1).describe("Dung lượng, byte"),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .describe("SHA-256 của tệp, hex chữ thường"),
  sourceSystem: z.string().min(1).max(40).optional().describe("Hệ thống nguồn"),
  schoolId: z.string().min(1).max(35).optional().describe("Mã trường"),
});

const uploadParams = z.object({ uploadId: z.uuid() });

/** Resumable uploads in the manner of tus 1.0: create, send bytes from the offset, ask for the offset, go on. */
export function registerUploadRoutes(
  root: FastifyInstance,
  parts: { readonly folders: Folders; readonly services: Services; readonly log: Log; readonly pool: Pool },
): void {
  const store = new UploadStore(parts.folders.uploads);
  const queue = new UploadQueue(store, parts.services, parts.log, (upload) =>
    tellEnd(parts.pool, systemClock, upload),
  );
  root.addHook("onReady", () => queue.resume());
  root.addHook("onClose", async () => queue.close());
  // Bytes stream to disk; Fastify must not read them into memory.
  root.addContentTypeParser(bytesType, (_request, payload, done) => done(null, payload));
  registerUploadEvents(root, { store, pool: parts.pool, services: parts.services });
  const app = root.withTypeProvider<ZodTypeProvider>();

  app.post(
    "/api/v1/uploads",
    {
      config: { access: "upload" },
      schema: {
        operationId: "createUpload",
        tags: ["intake"],
        summary: "Bắt đầu gửi một tệp",
        body: createBody,
      },
    },
    async (request, reply) => {
      if (request.body.bytes > maxUploadMb * 2 ** 20)
        throw new HpError("upload-too-large", { limitMb: maxUploadMb });
      const key = request.headers["idempotency-key"];
      // Before the folder is made: files and database share no transaction, and no file may be without its event.
      await request.reader.record({
        action: "upload.create",
        object: "upload",
        detail: { bytes: request.body.bytes, sha256: request.body.sha256 },
      });
      const { sourceSystem, schoolId, ...required } = request.body;
      const wanted = {
        ...required,
        sentBy: accountOf(request),
        ...(sourceSystem === undefined ? {} : { sourceSystem }),
        ...(schoolId === undefined ? {} : { schoolId }),
      };
      const upload = await store.create(wanted, neededFreeMb, typeof key === "string" ? key : undefined);
      reply.code(201).header("location", `/api/v1/uploads/${upload.uploadId}`);
      return sendUpload(reply, upload, await store.offsetOf(upload));
    },
  );

  app.get(
    "/api/v1/uploads",
    {
      config: { access: "upload" },
      schema: { operationId: "listUploads", tags: ["intake"], summary: "Các tệp đang gửi và đã gửi" },
    },
    async (request, reply) => {
      const data = (await store.list()).filter((upload) => mayOpen(request, upload));
      return reply.header("cache-control", "no-store").send({ data: data.map(shown), next: null });
    },
  );

  // HEAD comes with GET: the offset is in the headers.
  app.get(
    "/api/v1/uploads/:uploadId",
    {
      config: { access: "upload" },
      schema: {
        operationId: "getUpload",
        tags: ["intake"],
        summary: "Đã nhận đến đâu",
        params: uploadParams,
      },
    },
    async (request, reply) => {
      const upload = await getOpen(request, request.params.uploadId);
      return sendUpload(reply, upload, await store.offsetOf(upload));
    },
  );

  app.patch(
    "/api/v1/uploads/:uploadId",
    {
      config: { access: "upload" },
      schema: {
        operationId: "appendUpload",
        tags: ["intake"],
        summary: "Gửi tiếp các byte từ Upload-Offset",
        consumes: [bytesType],
        params: uploadParams,
        headers: z.object({ "upload-offset": z.string().optional() }),
      },
      bodyLimit: maxUploadMb * 2 ** 20,
      // The largest file over a slow line; a broken connection loses nothing, the sender goes on later.
      handlerTimeout: serverLimits.requestMs,
    },
    async (request, reply) => {
      if (request.headers["content-type"] !== bytesType)
        throw new HpError("media-type-unsupported", { expected: bytesType });
      const given = getRequiredHeader(request, "upload-offset");
      const upload = await getOpen(request, request.params.uploadId);
      const offset = /^\d{1,15}$/.test(given) ? Number(given) : -1;
      const end = await store.append(upload, offset, request.body as Readable);
      if (end === upload.bytes) {
        await request.reader.record({
          action: "upload.complete",
          object: `upload/${upload.uploadId}`,
          subjects: [],
          detail: { bytes: upload.bytes, sha256: upload.sha256 },
        });
        await complete(upload);
      }
      return reply.code(204).headers(offsetHeaders(upload, end)).send();
    },
  );

  /** Somebody else's answers like one that is not there. @throws HpError `upload-not-found` */
  async function getOpen(request: FastifyRequest, uploadId: string): Promise<Upload> {
    const upload = await store.get(uploadId);
    if (!mayOpen(request, upload)) throw new HpError("upload-not-found", { uploadId });
    return upload;
  }

  async function complete(upload: Upload): Promise<void> {
    if (!(await store.isIntact(upload))) {
      await store.discardBytes(upload);
      await store.save({ ...upload, status: "failed", error: "upload-checksum-mismatch" });
      throw new HpError("upload-checksum-mismatch");
    }
    const queued: Upload = { ...upload, status: "queued" };
    await store.save(queued);
    queue.add(queued);
  }
}

function offsetHeaders(upload: Upload, offset: number): Readonly<Record<string, string>> {
  return {
    "cache-control": "no-store",
    "tus-resumable": "1.0.0",
    "upload-offset": String(offset),
    "upload-length": String(upload.bytes),
  };
}

const sendUpload = (reply: FastifyReply, upload: Upload, offset: number): FastifyReply =>
  reply.headers(offsetHeaders(upload, offset)).send({ ...shown(upload), received: offset });

const shown = ({ sentBy: _, ...upload }: Upload): Omit<Upload, "sentBy"> => upload;

/** @throws HpError `sign-in-needed` on a route that anybody may call */
function accountOf({ principal }: FastifyRequest): string {
  if (principal === undefined) throw new HpError("sign-in-needed");
  return principal.accountId;
}

/** Whoever sent it; and who sees the whole city, so that a stuck file can be looked after. */
function mayOpen(request: FastifyRequest, upload: Upload): boolean {
  return upload.sentBy === accountOf(request) || getRole(request.reader.scope.role).reach === "city";
}
