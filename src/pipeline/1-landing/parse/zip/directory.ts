import type { ByteSource } from "../byte-source.ts";
import { Refusal } from "../refusal.ts";
import type { ParseLimits } from "../types.ts";
import { checkEntryName } from "./entry-name.ts";

/** One entry as the central directory declares it and its local header confirms it. */
export type ZipEntry = {
  /** Path with `/` between parts. */
  name: string;
  directory: boolean;
  method: 0 | 8;
  crc32: number;
  compressedSize: number;
  inflatedSize: number;
  /** First byte of the compressed data. */
  dataOffset: number;
};

const eocdSignature = 0x06054b50;
const zip64EocdSignature = 0x06064b50;
const zip64LocatorSignature = 0x07064b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;

/**
 * The entries of a zip (APPNOTE 6.3.10 §4.3), from its central directory. Everything two readers could
 * read differently is refused: names, sizes and methods must agree with the local headers, entries may
 * not overlap, no name may occur twice.
 * @throws Refusal zip-*
 */
export function readZipDirectory(source: ByteSource, limits: ParseLimits): ZipEntry[] {
  const end = findEndOfDirectory(source);
  if (end.count > limits.maxZipEntries) throw new Refusal("zip-too-many-entries", String(end.count));
  if (end.offset + end.size > end.at) throw new Refusal("zip-malformed", "central directory out of range");
  const bytes = viewOf(source.read(end.offset, end.size));
  const entries: (ZipEntry & { localOffset: number })[] = [];
  const names = new Set<string>();
  let at = 0;
  let declared = 0;
  for (let index = 0; index < end.count; index++) {
    if (at + 46 > bytes.byteLength || bytes.getUint32(at, true) !== centralSignature) {
      throw new Refusal("zip-malformed", `central directory record ${index + 1}`);
    }
    const { entry, length } = readCentralRecord(bytes, at);
    at += length;
    // OPC part names compare without case, and so does the Windows disk the sender packed from.
    const key = entry.name.toLowerCase();
    if (names.has(key)) throw new Refusal("zip-duplicate-entry", entry.name);
    names.add(key);
    declared += entry.inflatedSize;
    if (declared > limits.maxInflatedBytes)
      throw new Refusal("zip-too-big", `${declared} > ${limits.maxInflatedBytes}`);
    entries.push(entry);
  }
  if (at !== bytes.byteLength) throw new Refusal("zip-malformed", "central directory size");
  entries.sort((a, b) => a.localOffset - b.localOffset);
  let free = 0;
  for (const entry of entries) {
    if (entry.localOffset < free) throw new Refusal("zip-overlap", entry.name);
    entry.dataOffset = readLocalHeader(source, entry);
    free = entry.dataOffset + entry.compressedSize;
    if (free > end.offset) throw new Refusal("zip-overlap", entry.name);
  }
  return entries;
}

function readCentralRecord(
  bytes: DataView,
  at: number,
): { entry: ZipEntry & { localOffset: number }; length: number } {
  const madeBy = bytes.getUint16(at + 4, true) >> 8;
  const flags = bytes.getUint16(at + 8, true);
  const method = bytes.getUint16(at + 10, true);
  const nameLength = bytes.getUint16(at + 28, true);
  const extraLength = bytes.getUint16(at + 30, true);
  const commentLength = bytes.getUint16(at + 32, true);
  const length = 46 + nameLength + extraLength + commentLength;
  if (at + length > bytes.byteLength) throw new Refusal("zip-malformed", "central directory cut off");
  const rawName = new Uint8Array(bytes.buffer, bytes.byteOffset + at + 46, nameLength);
  const name = checkEntryName(rawName);
  if (flags & 0x2041 || method === 99) throw new Refusal("zip-encrypted", name);
  if (method !== 0 && method !== 8) throw new Refusal("zip-method-unsupported", `${name}: ${method}`);
  const attributes = bytes.getUint32(at + 38, true);
  const unixType = madeBy === 3 || madeBy === 19 ? (attributes >>> 16) & 0xf000 : 0;
  if (unixType === 0xa000) throw new Refusal("zip-symlink", name);
  if (unixType !== 0 && unixType !== 0x8000 && unixType !== 0x4000)
    throw new Refusal("zip-special-file", name);
  const wide = readZip64Extra(bytes, at + 46 + nameLength, extraLength, [
    bytes.getUint32(at + 24, true),
    bytes.getUint32(at + 20, true),
    bytes.getUint32(at + 42, true),
  ]);
  const entry = {
    name,
    directory: name.endsWith("/"),
    method: method as 0 | 8,
    crc32: bytes.getUint32(at + 16, true),
    inflatedSize: wide[0],
    compressedSize: wide[1],
    localOffset: wide[2],
    dataOffset: 0,
  };
  if (entry.method === 0 && entry.compressedSize !== entry.inflatedSize)
    throw new Refusal("zip-size-mismatch", name);
  return { entry, length };
}

/** Sizes that don't fit 32 bits stand in extra field 1, in this order, only those that are 0xffffffff. */
function readZip64Extra(
  bytes: DataView,
  start: number,
  length: number,
  short: [number, number, number],
): [number, number, number] {
  const wide: [number, number, number] = [...short];
  if (!short.includes(0xffffffff)) return wide;
  for (let at = start; at + 4 <= start + length; ) {
    const size = bytes.getUint16(at + 2, true);
    if (at + 4 + size > start + length) break;
    if (bytes.getUint16(at, true) === 1) {
      let field = at + 4;
      for (let index = 0; index < 3; index++) {
        if (short[index] !== 0xffffffff) continue;
        if (field + 8 > at + 4 + size) throw new Refusal("zip-malformed", "zip64 extra field");
        wide[index] = safeNumber(bytes.getBigUint64(field, true));
        field += 8;
      }
      return wide;
    }
    at += 4 + size;
  }
  throw new Refusal("zip-malformed", "zip64 extra field missing");
}

function readLocalHeader(source: ByteSource, entry: ZipEntry & { localOffset: number }): number {
  const header = viewOf(source.read(entry.localOffset, 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== localSignature) {
    throw new Refusal("zip-malformed", `local header of ${entry.name}`);
  }
  const flags = header.getUint16(6, true);
  if (flags & 0x2041) throw new Refusal("zip-encrypted", entry.name);
  if (header.getUint16(8, true) !== entry.method)
    throw new Refusal("zip-malformed", `method of ${entry.name}`);
  const nameLength = header.getUint16(26, true);
  const extraLength = header.getUint16(28, true);
  const name = checkEntryName(source.read(entry.localOffset + 30, nameLength));
  if (name !== entry.name) throw new Refusal("zip-malformed", `two names for ${entry.name}`);
  // With bit 3 the sizes follow the data in a descriptor and are zero here; the directory has them.
  if (!(flags & 8)) {
    const sizes = [header.getUint32(22, true), header.getUint32(18, true)];
    if (
      (sizes[0] !== entry.inflatedSize && sizes[0] !== 0xffffffff) ||
      (sizes[1] !== entry.compressedSize && sizes[1] !== 0xffffffff)
    ) {
      throw new Refusal("zip-size-mismatch", entry.name);
    }
  }
  return entry.localOffset + 30 + nameLength + extraLength;
}

type EndOfDirectory = { at: number; offset: number; size: number; count: number };

function findEndOfDirectory(source: ByteSource): EndOfDirectory {
  const tailStart = Math.max(0, source.size - 65_557);
  const tail = viewOf(source.read(tailStart, source.size - tailStart));
  for (let at = tail.byteLength - 22; at >= 0; at--) {
    if (tail.getUint32(at, true) !== eocdSignature) continue;
    if (at + 22 + tail.getUint16(at + 20, true) !== tail.byteLength) continue;
    const found: EndOfDirectory = {
      at: tailStart + at,
      offset: tail.getUint32(at + 16, true),
      size: tail.getUint32(at + 12, true),
      count: tail.getUint16(at + 10, true),
    };
    const disks = tail.getUint16(at + 4, true) | tail.getUint16(at + 6, true);
    if (disks !== 0 && disks !== 0xffff) throw new Refusal("zip-multi-disk");
    if (found.offset === 0xffffffff || found.size === 0xffffffff || found.count === 0xffff) {
      return readZip64End(source, found) ?? found;
    }
    return found;
  }
  throw new Refusal("zip-truncated");
}

function readZip64End(source: ByteSource, found: EndOfDirectory): EndOfDirectory | undefined {
  if (found.at < 20) return undefined;
  const locator = viewOf(source.read(found.at - 20, 20));
  if (locator.getUint32(0, true) !== zip64LocatorSignature) return undefined;
  const at = safeNumber(locator.getBigUint64(8, true));
  const record = viewOf(source.read(at, 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== zip64EocdSignature) {
    throw new Refusal("zip-malformed", "zip64 end of directory");
  }
  if (record.getUint32(16, true) !== 0 || record.getUint32(20, true) !== 0)
    throw new Refusal("zip-multi-disk");
  return {
    at,
    count: safeNumber(record.getBigUint64(32, true)),
    size: safeNumber(record.getBigUint64(40, true)),
    offset: safeNumber(record.getBigUint64(48, true)),
  };
}

function safeNumber(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER)) throw new Refusal("zip-malformed", "size beyond 2^53");
  return Number(value);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
