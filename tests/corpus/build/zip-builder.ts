import { crc32, deflateRawSync } from "node:zlib";

/**
 * Writes zips byte by byte after APPNOTE 6.3.10, independent of the reader under test, with every field
 * open to be lied about.
 */
export type ZipFile = {
  name: string | Uint8Array;
  data: Uint8Array | string;
  method?: number;
  flags?: number;
  /** Overrides for the central record; what is not given is true. */
  central?: {
    crc32?: number;
    compressedSize?: number;
    inflatedSize?: number;
    name?: string;
    offset?: number;
  };
  /** Overrides for the local header. */
  local?: { crc32?: number; compressedSize?: number; inflatedSize?: number; method?: number; flags?: number };
  /** Compressed bytes as they shall stand, instead of deflating `data`. */
  packed?: Uint8Array;
  unixMode?: number;
  /** Sizes in a data descriptor behind the data, zeros in the local header. */
  descriptor?: boolean;
  zip64?: boolean;
  level?: number;
};

export type ZipShape = { comment?: string; zip64End?: boolean; count?: number; disk?: number };

export function buildZip(files: ZipFile[], shape: ZipShape = {}): Uint8Array {
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  let offset = 0;
  const add = (piece: Buffer) => {
    pieces.push(piece);
    offset += piece.length;
  };
  for (const file of files) {
    const data = Buffer.from(file.data as string);
    const name = Buffer.from(file.name as string);
    const method = file.method ?? 8;
    const packed = Buffer.from(
      file.packed ?? (method === 8 ? deflateRawSync(data, { level: file.level ?? 6 }) : data),
    );
    const truth = { crc32: crc32(data), compressedSize: packed.length, inflatedSize: data.length };
    const flags = (file.flags ?? 0x800) | (file.descriptor ? 8 : 0);
    const start = offset;
    const local = {
      ...(file.descriptor ? { crc32: 0, compressedSize: 0, inflatedSize: 0 } : truth),
      ...file.local,
    };
    add(
      header(0x04034b50, [20, local.flags ?? flags, local.method ?? method, 0, 0x5a21], local, [
        name.length,
        0,
      ]),
    );
    add(name);
    add(packed);
    if (file.descriptor) add(numbers([0x08074b50, truth.crc32, truth.compressedSize, truth.inflatedSize]));
    const said = { ...truth, ...file.central };
    const centralName = file.central?.name === undefined ? name : Buffer.from(file.central.name);
    const extra = file.zip64 ? zip64Extra(said.inflatedSize, said.compressedSize) : Buffer.alloc(0);
    const shown = file.zip64 ? { ...said, compressedSize: 0xffffffff, inflatedSize: 0xffffffff } : said;
    central.push(
      header(0x02014b50, [0x0300 | 20, 20, flags, method, 0, 0x5a21], shown, [
        centralName.length,
        extra.length,
        0,
        0,
        0,
      ]),
      numbers([((file.unixMode ?? 0) << 16) >>> 0, file.central?.offset ?? start]),
      centralName,
      extra,
    );
  }
  const directory = Buffer.concat(central);
  const at = offset;
  add(directory);
  const count = shape.count ?? files.length;
  if (shape.zip64End) add(zip64End(count, directory.length, at));
  const comment = Buffer.from(shape.comment ?? "");
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(shape.disk ?? 0, 4);
  end.writeUInt16LE(shape.disk ?? 0, 6);
  end.writeUInt16LE(shape.zip64End ? 0xffff : count, 8);
  end.writeUInt16LE(shape.zip64End ? 0xffff : count, 10);
  end.writeUInt32LE(shape.zip64End ? 0xffffffff : directory.length, 12);
  end.writeUInt32LE(shape.zip64End ? 0xffffffff : at, 16);
  end.writeUInt16LE(comment.length, 20);
  add(end);
  add(comment);
  return Buffer.concat(pieces);
}

type Sizes = { crc32: number; compressedSize: number; inflatedSize: number };

function header(signature: number, shorts: number[], sizes: Sizes, tail: number[]): Buffer {
  const bytes = Buffer.alloc(4 + shorts.length * 2 + 12 + tail.length * 2);
  bytes.writeUInt32LE(signature, 0);
  let at = 4;
  for (const value of shorts) at = bytes.writeUInt16LE(value, at);
  at = bytes.writeUInt32LE(sizes.crc32, at);
  at = bytes.writeUInt32LE(sizes.compressedSize, at);
  at = bytes.writeUInt32LE(sizes.inflatedSize, at);
  for (const value of tail) at = bytes.writeUInt16LE(value, at);
  return bytes;
}

function numbers(values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  values.forEach((value, index) => {
    bytes.writeUInt32LE(value, index * 4);
  });
  return bytes;
}

function zip64Extra(inflatedSize: number, compressedSize: number): Buffer {
  const bytes = Buffer.alloc(20);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(16, 2);
  bytes.writeBigUInt64LE(BigInt(inflatedSize), 4);
  bytes.writeBigUInt64LE(BigInt(compressedSize), 12);
  return bytes;
}

function zip64End(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(56 + 20);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(45, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(count), 24);
  record.writeBigUInt64LE(BigInt(count), 32);
  record.writeBigUInt64LE(BigInt(size), 40);
  record.writeBigUInt64LE(BigInt(offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(offset + size), 64);
  record.writeUInt32LE(1, 72);
  return record;
}
