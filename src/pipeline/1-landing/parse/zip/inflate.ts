import { crc32, createInflateRaw, inflateRawSync } from "node:zlib";
import { type ByteSource, chunkBytes, chunksOf } from "../byte-source.ts";
import { Refusal } from "../refusal.ts";
import type { ParseLimits } from "../types.ts";
import type { ZipEntry } from "./directory.ts";

/** Bytes inflated from one file so far, over all its entries. */
export type InflateBudget = { inflated: number };

/**
 * An entry's content in chunks. Size, ratio and the file's total are watched on what really comes out,
 * whatever the headers promise; the checksum is compared at the end, so a consumer must not publish
 * before the generator has returned.
 * @throws Refusal zip-bomb, zip-too-big, zip-size-mismatch, zip-crc-mismatch, zip-malformed
 */
export async function* inflateEntry(
  source: ByteSource,
  entry: ZipEntry,
  limits: ParseLimits,
  budget: InflateBudget,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  let crc = 0;
  const account = (chunk: Uint8Array) => {
    size += chunk.length;
    budget.inflated += chunk.length;
    crc = crc32(chunk, crc);
    if (size > limits.ratioFreeBytes && size > entry.compressedSize * limits.maxInflationRatio) {
      throw new Refusal("zip-bomb", `${entry.name}: ${entry.compressedSize} → ${size}`);
    }
    if (size > entry.inflatedSize) throw new Refusal("zip-size-mismatch", entry.name);
    if (budget.inflated > limits.maxInflatedBytes)
      throw new Refusal("zip-too-big", `> ${limits.maxInflatedBytes}`);
  };
  const packed = chunksOf(source, entry.dataOffset, entry.dataOffset + entry.compressedSize);
  if (entry.method === 0) {
    for (const chunk of packed) {
      account(chunk);
      yield chunk;
    }
  } else if (entry.compressedSize <= wholeBytes && entry.inflatedSize <= limits.ratioFreeBytes) {
    const content = inflateAtOnce(source.read(entry.dataOffset, entry.compressedSize), entry);
    account(content);
    yield content;
  } else {
    for await (const chunk of inflateRaw(packed, entry.name)) {
      account(chunk);
      yield chunk;
    }
  }
  if (size !== entry.inflatedSize) throw new Refusal("zip-size-mismatch", entry.name);
  if (crc !== entry.crc32) throw new Refusal("zip-crc-mismatch", entry.name);
}

/**
 * Parts up to this size are inflated in one call, never into more than they declare: a school's workbook
 * has five of them, and a stream for each costs more than the inflating.
 */
const wholeBytes = 1024 * 1024;

function inflateAtOnce(packed: Uint8Array, entry: ZipEntry): Uint8Array {
  // zlib wants room for at least one byte.
  const maxOutputLength = Math.max(1, entry.inflatedSize);
  let found: { buffer: Buffer; engine: { bytesWritten: number } };
  try {
    found = inflateRawSync(packed, { maxOutputLength, info: true }) as unknown as typeof found;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "inflate";
    if (code === "ERR_BUFFER_TOO_LARGE") throw new Refusal("zip-size-mismatch", entry.name);
    throw new Refusal("zip-malformed", `${entry.name}: ${code}`);
  }
  if (found.engine.bytesWritten !== packed.length) {
    throw new Refusal("zip-malformed", `${entry.name}: data after the end of the stream`);
  }
  return found.buffer;
}

async function* inflateRaw(packed: Iterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const inflate = createInflateRaw({ chunkSize: chunkBytes });
  let fed = 0;
  const feed = async () => {
    for (const chunk of packed) {
      fed += chunk.length;
      if (!inflate.write(chunk)) await new Promise((resolve) => inflate.once("drain", resolve));
      if (inflate.destroyed) return;
    }
    inflate.end();
  };
  const feeding = feed();
  feeding.catch((error) => inflate.destroy(error));
  try {
    for await (const chunk of inflate) yield chunk as Uint8Array;
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      "zip-malformed",
      `${name}: ${error instanceof Error && "code" in error ? error.code : "inflate"}`,
    );
  } finally {
    inflate.destroy();
  }
  // Bytes behind the end of the deflate stream are a second content only some readers see.
  if (inflate.bytesWritten !== fed)
    throw new Refusal("zip-malformed", `${name}: data after the end of the stream`);
}

/** Whole content of a small part. @throws Refusal zip-too-big beyond `maxBytes`, and as `inflateEntry` */
export async function inflateWhole(
  source: ByteSource,
  entry: ZipEntry,
  limits: ParseLimits,
  budget: InflateBudget,
  maxBytes: number,
): Promise<Buffer> {
  if (entry.inflatedSize > maxBytes)
    throw new Refusal("zip-too-big", `${entry.name}: ${entry.inflatedSize} > ${maxBytes}`);
  const chunks: Uint8Array[] = [];
  for await (const chunk of inflateEntry(source, entry, limits, budget)) chunks.push(chunk);
  return Buffer.concat(chunks);
}
