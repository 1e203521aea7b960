import type { ParseLimits } from "../types.ts";
import { XmlDecoder } from "./decode.ts";
import { type XmlHandler, XmlScanner } from "./scanner.ts";

/**
 * Drives a handler over a part's bytes; `attach` hands it the scanner whose `capture` it switches.
 * `drain` is awaited after each piece.
 */
export async function readXml<H extends XmlHandler & { attach(scanner: XmlScanner): void }>(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  handler: H,
  limits: ParseLimits,
  drain?: () => Promise<void> | undefined,
): Promise<H> {
  const decoder = new XmlDecoder();
  const scanner = new XmlScanner(handler, limits.maxDepth);
  handler.attach(scanner);
  for await (const chunk of chunks) {
    scanner.push(decoder.push(chunk));
    await drain?.();
  }
  scanner.push(decoder.end());
  scanner.end();
  return handler;
}
