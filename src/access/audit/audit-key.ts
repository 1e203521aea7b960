import {
  createHash,
  createHmac,
  createPrivateKey,
  createPublicKey,
  hkdfSync,
  type KeyObject,
  sign,
  verify,
} from "node:crypto";

/** What the audit is made tamper-evident with; all of it from one key that stands outside the database. */
export interface AuditKey {
  /** Link of a row: HMAC-SHA256 over the link before (32 bytes; zeros for the first of a lane) and the row's content. */
  link(previous: Buffer, content: string): Buffer;
  /** Ed25519 (RFC 8032): whoever has the public key can check a checkpoint and make none. */
  sign(content: string): Buffer;
  /** First 16 hex digits of the public key's SHA-256. */
  readonly keyId: string;
  /** SPKI, base64: for an auditor or the SOC. */
  readonly publicKey: string;
  isSigned(content: string, signature: Buffer): boolean;
  /** A name of a record for outside: the same record has the same, and nobody finds the record by it. 16 hex digits. */
  tag(text: string): string;
}

/** RFC 8410: what stands before the 32 bytes of an Ed25519 seed in PKCS #8. */
const pkcs8Head = Buffer.from("302e020100300506032b657004220420", "hex");

/** @param key 32 bytes of `getOrCreateKey(folders.keys, "audit")` */
function auditKeyOf(key: Buffer): AuditKey {
  const derive = (use: string): Buffer =>
    Buffer.from(hkdfSync("sha256", key, "", `hoa-phuong audit ${use}`, 32));
  const rowKey = derive("row");
  const tagKey = derive("export");
  const privateKey: KeyObject = createPrivateKey({
    key: Buffer.concat([pkcs8Head, derive("checkpoint")]),
    format: "der",
    type: "pkcs8",
  });
  const publicKey = createPublicKey(privateKey);
  const spki = publicKey.export({ format: "der", type: "spki" });
  return {
    link: (previous, content) => createHmac("sha256", rowKey).update(previous).update(content).digest(),
    sign: (content) => sign(null, Buffer.from(content), privateKey),
    keyId: createHash("sha256").update(spki).digest("hex").slice(0, 16),
    publicKey: spki.toString("base64"),
    isSigned: (content, signature) => verify(null, Buffer.from(content), publicKey, signature),
    tag: (text) => createHmac("sha256", tagKey).update(text).digest("hex").slice(0, 16),
  };
}

let current: AuditKey | undefined;

/**
 * Sets the key that {@link getAuditKey} gives: once, where the program opens its database. A process writes to one
 * record only, and `recordAudit` is called from too many places to hand a key through each.
 */
export function useAuditKey(key: Buffer): AuditKey {
  current = auditKeyOf(key);
  return current;
}

export function getAuditKey(): AuditKey {
  if (current === undefined)
    throw new Error("no audit key: useAuditKey is called where the database is opened");
  return current;
}
