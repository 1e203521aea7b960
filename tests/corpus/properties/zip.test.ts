import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openBytes } from "#src/pipeline/1-landing/parse/byte-source.ts";
import { defaultParseLimits as limits } from "#src/pipeline/1-landing/parse/limits.ts";
import { Refusal } from "#src/pipeline/1-landing/parse/refusal.ts";
import { readZipDirectory } from "#src/pipeline/1-landing/parse/zip/directory.ts";
import { inflateWhole } from "#src/pipeline/1-landing/parse/zip/inflate.ts";
import { buildZip, type ZipFile } from "../build/zip-builder.ts";
import { joinBytes } from "../case.ts";

async function unpack(bytes: Uint8Array): Promise<Map<string, Buffer> | string> {
  const source = openBytes(bytes);
  const found = new Map<string, Buffer>();
  try {
    for (const entry of readZipDirectory(source, limits)) {
      found.set(
        entry.name,
        await inflateWhole(source, entry, limits, { inflated: 0 }, limits.maxZipEntryBytes),
      );
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
  return found;
}

/** 3 MB that don't deflate, so that the streamed way is taken. */
const large = Buffer.alloc(3_000_000);
for (let at = 0, state = 1; at < large.length; at += 4) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  large.writeUInt32LE(state, at);
}

describe("an entry too large for one call", () => {
  const file = (more: Partial<ZipFile> = {}) =>
    buildZip([
      { name: "a", data: large, ...more },
      { name: "b", data: "x" },
    ]);

  test("is the same in pieces, deflated or stored", async () => {
    for (const method of [0, 8])
      expect(((await unpack(file({ method }))) as Map<string, Buffer>).get("a")?.equals(large)).toBe(true);
  });

  test("is refused for what a small one is refused for", async () => {
    expect(await unpack(file({ packed: joinBytes(deflateRawSync(large), "hidden") }))).toBe("zip-malformed");
    expect(await unpack(file({ packed: deflateRawSync(large).subarray(0, -1000) }))).toBe("zip-malformed");
    expect(await unpack(file({ central: { crc32: 1 }, local: { crc32: 1 } }))).toBe("zip-crc-mismatch");
    expect(await unpack(file({ central: { inflatedSize: 9 }, local: { inflatedSize: 9 } }))).toBe(
      "zip-size-mismatch",
    );
    expect(
      await unpack(file({ central: { inflatedSize: 3_000_001 }, local: { inflatedSize: 3_000_001 } })),
    ).toBe("zip-size-mismatch");
  });
});

test("what was packed is unpacked, whatever the fields used", async () => {
  const entry = fc.record({
    data: fc.uint8Array({ maxLength: 200 }),
    method: fc.constantFrom(0, 8),
    descriptor: fc.boolean(),
    zip64: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 5 }),
      fc.boolean(),
      fc.string({ maxLength: 20 }),
      async (entries, zip64End, comment) => {
        const files = entries.map((item, index) => ({ ...item, name: `d/${index}.csv` }));
        const found = await unpack(buildZip(files, { zip64End, comment }));
        expect(found).toEqual(new Map(files.map((item) => [item.name, Buffer.from(item.data)])));
      },
    ),
    { numRuns: 150 },
  );
});

test("one byte changed anywhere never gives other content in silence", async () => {
  const packed = buildZip([
    { name: "a.csv", data: "ma;ten\n1;Nguyễn Văn An\n" },
    { name: "b.csv", data: "x;y\n" },
  ]);
  const truth = (await unpack(packed)) as Map<string, Buffer>;
  const contents = [...truth.values()].map(String);
  await fc.assert(
    fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (at, flip) => {
      const bytes = Buffer.from(packed);
      bytes[at] = (bytes[at] ?? 0) ^ flip;
      const found = await unpack(bytes);
      if (typeof found !== "string") expect([...found.values()].map(String)).toEqual(contents);
    }),
    { numRuns: 500 },
  );
});
