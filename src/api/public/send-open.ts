import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { jsonType, namesTag, strongEtag } from "../etag.ts";

/** Figures move with runs, schools with the register: five minutes of age harm nobody and spare the database. */
const heldSeconds = 300;
/** Below this a packed answer saves no packet. */
const worthPacking = 1_400;
/** Packed answers that are kept; beside the lists of the whole city there are single schools, which come and go. */
const keptBodies = 64;

const packers = {
  // 419 KB of schools: 58 KB in 9 ms; the best level takes twenty times as long for 6 KB less.
  br: (text: string) => promisify(brotliCompress)(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (text: string) => promisify(gzip)(text),
} as const;
type Encoding = keyof typeof packers;

const packed = new Map<string, Promise<Buffer>>();

interface OpenAnswer {
  readonly type?: string;
  readonly cacheControl?: string;
}

/**
 * Sends what is the same for everybody, and so may be kept on the way and packed: nothing in it is secret, so its length
 * tells nothing (which is why other answers are not packed). A text is packed once, however many ask.
 */
export async function sendOpen(
  request: FastifyRequest,
  reply: FastifyReply,
  body: string,
  { type = jsonType, cacheControl = `public, max-age=${heldSeconds}` }: OpenAnswer = {},
): Promise<FastifyReply> {
  const encoding = body.length < worthPacking ? undefined : encodingFor(request.headers["accept-encoding"]);
  // Two forms of one text are two representations, each with its tag (RFC 9110 §8.8.3.3).
  const etag = strongEtag(body, encoding);
  reply.headers({ etag, "cache-control": cacheControl, vary: "accept-encoding" });
  const known = request.headers["if-none-match"];
  if (known !== undefined && namesTag(known, etag, true)) return reply.code(304).send();
  reply.type(type);
  if (encoding === undefined) return reply.send(body);
  return reply.header("content-encoding", encoding).send(await pack(body, encoding, etag));
}

function encodingFor(accepted: string | undefined): Encoding | undefined {
  const names = (accepted ?? "").split(",").flatMap((one) => {
    const [name = "", ...parameters] = one.split(";").map((part) => part.trim().toLowerCase());
    return parameters.some((part) => /^q=0(\.0*)?$/.test(part)) ? [] : [name];
  });
  if (names.includes("br")) return "br";
  return names.includes("gzip") ? "gzip" : undefined;
}

function pack(body: string, encoding: Encoding, etag: string): Promise<Buffer> {
  const known = packed.get(etag);
  if (known !== undefined) return known;
  const packing = packers[encoding](body);
  packed.set(etag, packing);
  packing.catch(() => packed.delete(etag));
  const [oldest] = packed.keys();
  if (packed.size > keptBodies && oldest !== undefined) packed.delete(oldest);
  return packing;
}
