import type { FastifyReply, FastifyRequest } from "fastify";
import { completeRequest } from "#src/access/privacy/rights/complete.ts";
import { exportDocument } from "#src/access/privacy/rights/export-document.ts";
import { exportFile, exportPerson } from "#src/access/privacy/rights/export-person.ts";
import { markExported } from "#src/access/privacy/rights/handle.ts";
import { getRequest } from "#src/access/privacy/rights/request.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { renderPdf } from "#src/platform/print/pdf.ts";
import { jsonType } from "../etag.ts";
import { languageOf } from "../language.ts";
import { actOf } from "./mine.ts";
import type { MineParts } from "./parts.ts";

/**
 * Hands over what was asked to see or copy: made at this moment, its hash kept with the request, which is done by it.
 * @throws HpError `rights-request-unfit` for a request that asks for something else or is not accepted;
 *   `export-read-first` while sentences that schools wrote may name other people: an officer reads them first
 */
export async function handOver(
  parts: MineParts,
  request: FastifyRequest,
  reply: FastifyReply,
  requestId: string,
  as: "pdf" | "json",
): Promise<FastifyReply> {
  const act = actOf(request, parts.clock);
  const made = await inTransaction(parts.pool, async (client) => {
    const asked = await getRequest(client, requestId, true);
    const isCopy = asked.kind === "see" || asked.kind === "copy";
    if (!isCopy || (asked.state !== "accepted" && asked.state !== "done"))
      throw new HpError("rights-request-unfit", { requestId, state: asked.state, action: "export" });
    const person = await exportPerson(client, parts.keyring, asked, act.at);
    if (person.readFirst.length > 0 && asked.state !== "done") throw new HpError("export-read-first");
    const file = exportFile(person);
    await markExported(client, requestId, file.sha256, act);
    if (asked.state === "accepted") {
      const outcome = "Người yêu cầu đã nhận bản sao trên cổng.";
      const { keyring, erasureKey } = parts;
      await completeRequest(client, requestId, { keyring, erasureKey, outcome }, act);
    }
    return { person, file };
  });
  reply.header("cache-control", "no-store");
  const name = `du-lieu-ca-nhan-${requestId.slice(0, 8)}`;
  if (as === "pdf")
    return reply
      .header("content-disposition", `inline; filename="${name}.pdf"`)
      .type("application/pdf")
      .send(renderPdf(exportDocument(made.person, languageOf(request)), act.at));
  return reply
    .header("content-disposition", `attachment; filename="${name}.json"`)
    .type(jsonType)
    .send(made.file.text);
}
