import { createSecretKey, hkdfSync, type KeyObject, randomBytes } from "node:crypto";
import { linkSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { HpError } from "#src/platform/errors.ts";
import { prepareHmac } from "./hmac.ts";

/** What a version of the master key gives, each derived apart (HKDF, RFC 5869): knowing one tells nothing of the other. */
export interface KeyVersion {
  readonly version: number;
  /** AES-256 key of the ciphertexts: an object, since OpenSSL reads a bare key anew for each value (three times the cost). */
  readonly cipherKey: KeyObject;
  /** Root of the blind indexes; each field has its own below it. */
  readonly indexKey: Buffer;
  /** MACs of values stored in tables (stored-value.ts): what they are found by, and what their nonce is made of. */
  readonly storedIndex: (message: Buffer) => Buffer;
  readonly storedNonce: (message: Buffer) => Buffer;
}

/** The keys of encrypted fields. They stand in the keys folder, outside the database and outside its backups' rows. */
export interface Keyring {
  /** What is written with now: the highest version there is. */
  current(): KeyVersion;
  /** @throws HpError `field-key-missing` */
  get(version: number): KeyVersion;
  versions(): readonly number[];
  /** Reads the folder again: another process may have added a version. A dozen microseconds. */
  refresh(): void;
}

/** For what is only described, not read: every key is missing. */
export const noKeys: Keyring = {
  current: () => missing(0),
  get: (version) => missing(version),
  versions: () => [],
  refresh: () => undefined,
};

function missing(version: number): never {
  throw new HpError("field-key-missing", { version });
}

const fileOf = (version: number): string => `field-${version}.key`;
const fileName = /^field-(\d{1,6})\.key$/;

/** Opens the keys of a folder and makes the first version when there is none. */
export function openKeyring(keysDir: string): Keyring {
  const known = new Map<number, KeyVersion>();
  let listed: readonly number[] = [];
  const get = (version: number): KeyVersion => {
    const found = known.get(version) ?? readVersion(keysDir, version);
    known.set(version, found);
    return found;
  };
  const refresh = (): void => {
    listed = listVersions(keysDir);
  };
  refresh();
  if (listed.length === 0) {
    createVersion(keysDir, 1);
    refresh();
  }
  return {
    get,
    refresh,
    versions: () => listed,
    current: () => get(listed.at(-1) ?? 0),
  };
}

/**
 * Adds a version; from now on it is the current one. What the older ones wrote stays readable, and is written anew by
 * `rotateSealedFields`. Two processes that add at once make one version: a file is created, never overwritten.
 * @returns the new version
 */
export function addKeyVersion(keysDir: string): number {
  const version = (listVersions(keysDir).at(-1) ?? 0) + 1;
  createVersion(keysDir, version);
  return version;
}

function listVersions(keysDir: string): readonly number[] {
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  return readdirSync(keysDir)
    .flatMap((name) => fileName.exec(name)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => a - b);
}

function createVersion(keysDir: string, version: number): void {
  const path = join(keysDir, fileOf(version));
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, randomBytes(32).toString("hex"), { mode: 0o600, flush: true });
  try {
    // A link is refused when the name is taken: a key that somebody already wrote with is never replaced.
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(temporary);
  }
}

function readVersion(keysDir: string, version: number): KeyVersion {
  let text: string;
  try {
    text = readFileSync(join(keysDir, fileOf(version)), "utf8").trim();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ENOENT") throw cause;
    throw new HpError("field-key-missing", { version }, cause);
  }
  const master = Buffer.from(text, "hex");
  if (master.length !== 32) throw new Error(`key ${fileOf(version)} is damaged: expected 32 bytes`);
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync("sha256", master, "", `hoa-phuong field ${use}`, 32));
  return {
    version,
    cipherKey: createSecretKey(derive("cipher")),
    indexKey: derive("index"),
    storedIndex: prepareHmac(derive("stored index")),
    storedNonce: prepareHmac(derive("stored nonce")),
  };
}
