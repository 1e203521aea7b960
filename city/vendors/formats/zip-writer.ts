import { crc32, deflateRawSync } from "node:zlib";

type Entry = { name: Buffer; crc: number; packed: number; size: number; offset: number; stored: boolean };

/** 1 January 2026 00:00 as DOS date and time: the same content gives the same bytes on any day. */
const DOS_TIME = 0;
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1;
const UTF8_NAMES = 0x0800;

/**
 * Builds a zip in memory. Sizes stay below 4 GiB by construction (one school a file); a bigger one throws
 * rather than writing a broken archive.
 */
export class ZipWriter {
  readonly #parts: Buffer[] = [];
  readonly #entries: Entry[] = [];
  #offset = 0;

  add(name: string, content: string | Buffer): void {
    const raw = typeof content === "string" ? Buffer.from(content, "utf8") : content;
    const deflated = deflateRawSync(raw, { level: 1, memLevel: 9 });
    const stored = deflated.length >= raw.length;
    const packed = stored ? raw : deflated;
    const entry: Entry = {
      name: Buffer.from(name, "utf8"),
      crc: crc32(raw),
      packed: packed.length,
      size: raw.length,
      offset: this.#offset,
      stored,
    };
    const header = Buffer.alloc(30);
    header.writeUInt32LE(0x04034b50, 0);
    header.writeUInt16LE(20, 4);
    writeCommon(header, 6, entry);
    this.#push(header);
    this.#push(entry.name);
    this.#push(packed);
    this.#entries.push(entry);
    if (this.#offset > 0xffffffff) throw new Error("zip larger than 4 GiB: not supported by this writer");
  }

  finish(): Buffer {
    const start = this.#offset;
    for (const entry of this.#entries) {
      const header = Buffer.alloc(46);
      header.writeUInt32LE(0x02014b50, 0);
      header.writeUInt16LE(20, 4);
      header.writeUInt16LE(20, 6);
      writeCommon(header, 8, entry);
      header.writeUInt32LE(entry.offset, 42);
      this.#push(header);
      this.#push(entry.name);
    }
    const end = Buffer.alloc(22);
    end.writeUInt32LE(0x06054b50, 0);
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    this.#push(end);
    return Buffer.concat(this.#parts, this.#offset);
  }

  #push(part: Buffer): void {
    this.#parts.push(part);
    this.#offset += part.length;
  }
}

/** The fields local and central headers share, from the flags to the length of the extra field. */
function writeCommon(header: Buffer, at: number, entry: Entry): void {
  header.writeUInt16LE(UTF8_NAMES, at);
  header.writeUInt16LE(entry.stored ? 0 : 8, at + 2);
  header.writeUInt16LE(DOS_TIME, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 6);
  header.writeUInt32LE(entry.crc, at + 8);
  header.writeUInt32LE(entry.packed, at + 12);
  header.writeUInt32LE(entry.size, at + 16);
  header.writeUInt16LE(entry.name.length, at + 20);
}
