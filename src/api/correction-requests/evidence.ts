import { createHash, randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { open, readFile, rename } from "node:fs/promises";
import { join } from "node:path";
import { HpError } from "#src/platform/errors.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import { openSealed, sealText } from "#src/platform/sealing/cipher.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";

/** A photographed page; a phone's picture of today has 2 to 4 MB. */
export const maxEvidenceMb = 5;
const mostFiles = 5;

export const evidenceTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
type EvidenceType = (typeof evidenceTypes)[number];

export interface Evidence {
  readonly evidenceId: string;
  readonly mediaType: EvidenceType;
  readonly bytes: number;
  readonly addedAt: Date;
}

const columns = `evidence_id as "evidenceId", media_type as "mediaType", bytes, added_at as "addedAt"`;

export async function listEvidence(db: Db, requestId: string): Promise<readonly Evidence[]> {
  const { rows } = await db.query<Evidence>(
    `select ${columns} from access.request_evidence where request_id = $1 order by added_at, evidence_id`,
    [requestId],
  );
  return rows;
}

/** What the bytes are by their own first bytes; a name or a header may say anything. */
function typeOf(content: Buffer): EvidenceType | undefined {
  if (content.subarray(0, 5).toString("latin1") === "%PDF-") return "application/pdf";
  if (content[0] === 0xff && content[1] === 0xd8 && content[2] === 0xff) return "image/jpeg";
  if (content.subarray(0, 8).toString("hex") === "89504e470d0a1a0a") return "image/png";
  return undefined;
}

const unfit = (): HpError => new HpError("evidence-unfit", { limitMb: maxEvidenceMb, most: mostFiles });

const placeOf = (requestId: string, evidenceId: string) => ({
  dataset: "requestEvidence",
  field: requestId,
  recordId: evidenceId,
});

/**
 * Keeps a paper, sealed under the field keys: whoever copies the data folder has pictures of nobody's papers.
 * @throws HpError `evidence-unfit` for another kind of file, a large one, or one too many
 */
export async function addEvidence(
  client: Client,
  store: { readonly dir: string; readonly keyring: Keyring },
  paper: { readonly requestId: string; readonly content: Buffer; readonly by: string; readonly at: Date },
): Promise<Evidence> {
  const mediaType = typeOf(paper.content);
  const bytes = paper.content.byteLength;
  if (mediaType === undefined || bytes > maxEvidenceMb * 2 ** 20) throw unfit();
  const { rows } = await client.query<{ n: string }>(
    "select count(*) as n from access.request_evidence where request_id = $1",
    [paper.requestId],
  );
  if (Number(rows[0]?.n) >= mostFiles) throw unfit();
  const evidenceId = randomUUID();
  const dir = join(store.dir, paper.requestId);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const sealed = sealText(
    store.keyring,
    placeOf(paper.requestId, evidenceId),
    paper.content.toString("base64"),
  );
  await writeDown(join(dir, evidenceId), sealed);
  await client.query("insert into access.request_evidence values ($1, $2, $3, $4, $5, $6, $7)", [
    evidenceId,
    paper.requestId,
    mediaType,
    bytes,
    createHash("sha256").update(paper.content).digest("hex"),
    paper.by,
    paper.at,
  ]);
  return { evidenceId, mediaType, bytes, addedAt: paper.at };
}

/** On disk whole, or not under its name. */
async function writeDown(path: string, content: Buffer): Promise<void> {
  const file = await open(`${path}.new`, "w", 0o600);
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(`${path}.new`, path);
}

/** @throws HpError `record-not-found`; `sealed-field-damaged` when the file was touched */
export async function readEvidence(
  db: Db,
  store: { readonly dir: string; readonly keyring: Keyring },
  requestId: string,
  evidenceId: string,
): Promise<{ readonly evidence: Evidence; readonly content: Buffer }> {
  const evidence = (await listEvidence(db, requestId)).find((one) => one.evidenceId === evidenceId);
  if (evidence === undefined)
    throw new HpError("record-not-found", { id: evidenceId, dataset: "requestEvidence" });
  const sealed = await readFile(join(store.dir, requestId, evidenceId));
  const text = openSealed(store.keyring, placeOf(requestId, evidenceId), sealed);
  return { evidence, content: Buffer.from(text, "base64") };
}
