import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A secret kept in the data folder beside the database, never in it: 32 random bytes as hex, readable by the
 * owner alone, made at first need. Losing the identity key breaks the derivation of new ids, so `hp backup`
 * takes the folder along.
 */
export function getOrCreateKey(keysDir: string, name: string): Buffer {
  const path = join(keysDir, `${name}.key`);
  if (!existsSync(path)) {
    mkdirSync(keysDir, { recursive: true, mode: 0o700 });
    const temporary = `${path}.${process.pid}`;
    writeFileSync(temporary, randomBytes(32).toString("hex"), { mode: 0o600 });
    renameSync(temporary, path);
  }
  const key = Buffer.from(readFileSync(path, "utf8").trim(), "hex");
  if (key.length !== 32) throw new Error(`key ${name} is damaged: expected 32 bytes, found ${key.length}`);
  return key;
}
