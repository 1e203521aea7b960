import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { Refusal } from "./refusal.ts";

/** Random access to the bytes of one vendor file. */
export type ByteSource = {
  size: number;
  /** Exactly `length` bytes, fewer only at the end of the file. */
  read(offset: number, length: number): Uint8Array;
  close(): void;
};

export function openFile(path: string): ByteSource {
  let fd: number;
  try {
    // Without NONBLOCK a named pipe put in place of a file would hold us until the clock runs out.
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    throw new Refusal("file-unreadable", error instanceof Error && "code" in error ? String(error.code) : "");
  }
  const stat = fstatSync(fd);
  if (!stat.isFile()) {
    closeSync(fd);
    throw new Refusal("file-unreadable", "not a regular file");
  }
  return {
    size: stat.size,
    read(offset, length) {
      const buffer = Buffer.allocUnsafe(Math.max(0, Math.min(length, stat.size - offset)));
      let done = 0;
      while (done < buffer.length) {
        const count = readSync(fd, buffer, done, buffer.length - done, offset + done);
        if (count === 0) throw new Refusal("file-unreadable", "file shrank while it was read");
        done += count;
      }
      return buffer;
    },
    close: () => closeSync(fd),
  };
}

export function openBytes(bytes: Uint8Array): ByteSource {
  return {
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    close: () => {},
  };
}

/** 256 KB: large enough that per-chunk costs vanish, small enough to stay in the L2 cache. */
export const chunkBytes = 256 * 1024;

export function* chunksOf(source: ByteSource, from = 0, to = source.size): Generator<Uint8Array> {
  for (let at = from; at < to; at += chunkBytes) yield source.read(at, Math.min(chunkBytes, to - at));
}
