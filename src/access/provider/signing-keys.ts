import { generateKeyPair, randomUUID } from "node:crypto";
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JWK } from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";

const makePair = promisify(generateKeyPair);
const dayMs = 24 * 3_600_000;

/** One pair of keys made together: ES256 for those who can, RS256 because OpenID Connect Core §15.1 asks for it. */
interface Generation {
  readonly createdAt: string;
  /** From then on it signs; before, it is only published, so that everybody has it when they need it. */
  readonly signsFrom: string;
  readonly keys: readonly JWK[];
}

interface Ring {
  readonly generations: readonly Generation[];
}

export interface KeyPeriods {
  /** A generation signs for so long. */
  readonly everyMs: number;
  /** It is published so long before it signs: longer than applications cache our key set. */
  readonly aheadMs: number;
  /** It is published so long after it last signed: longer than a token or logout token is accepted. */
  readonly afterMs: number;
}

const usualPeriods: KeyPeriods = { everyMs: 90 * dayMs, aheadMs: dayMs, afterMs: dayMs };

export interface SigningKeys {
  /** Private keys as oidc-provider takes them: the first of an algorithm signs, all are published and verify. */
  readonly jwks: { keys: JWK[] };
  /** Changes whenever `jwks` does. */
  readonly fingerprint: string;
}

/**
 * The provider's signing keys from the data folder (`keys/oidc-signing.json`, readable by the owner alone); made at
 * first need, and the next generation when it is due. Programs that share the folder see each other's.
 */
export async function loadSigningKeys(
  keysDir: string,
  clock: Clock,
  periods: KeyPeriods = usualPeriods,
): Promise<SigningKeys> {
  const path = join(keysDir, "oidc-signing.json");
  const now = clock.now().getTime();
  if (!existsSync(path)) await createRing(keysDir, path, now);
  const ring = readRing(path);
  const kept = keepInUse(ring, now, periods);
  const newest = kept.at(-1);
  const isDue =
    newest === undefined || now >= Date.parse(newest.signsFrom) + periods.everyMs - periods.aheadMs;
  const generations = isDue ? [...kept, await makeGeneration(now, now + periods.aheadMs)] : kept;
  if (generations.length !== ring.generations.length || isDue) writeRing(path, { generations });
  return toSigningKeys(generations, now);
}

/**
 * Replaces the keys at once, for when one may be in wrong hands: nothing signed before is good any more, so everybody
 * signs in again.
 */
export async function replaceSigningKeys(keysDir: string, clock: Clock): Promise<void> {
  const now = clock.now().getTime();
  writeRing(join(keysDir, "oidc-signing.json"), { generations: [await makeGeneration(now, now)] });
}

/** Those still published; a generation goes when its successor has signed for long enough. */
function keepInUse({ generations }: Ring, now: number, { afterMs }: KeyPeriods): readonly Generation[] {
  return generations.filter((_, at) => {
    const successor = generations[at + 1];
    return successor === undefined || now < Date.parse(successor.signsFrom) + afterMs;
  });
}

function toSigningKeys(generations: readonly Generation[], now: number): SigningKeys {
  const signing = generations.findLastIndex(({ signsFrom }) => Date.parse(signsFrom) <= now);
  const first = generations[Math.max(signing, 0)];
  const ordered = [...generations].sort((a, b) => Number(b === first) - Number(a === first));
  const keys = ordered.flatMap((generation) => generation.keys);
  return { jwks: { keys }, fingerprint: keys.map((key) => key.kid).join(" ") };
}

async function makeGeneration(createdMs: number, signsFromMs: number): Promise<Generation> {
  const [ec, rsa] = await Promise.all([
    makePair("ec", { namedCurve: "P-256" }),
    makePair("rsa", { modulusLength: 2048 }),
  ]);
  const toJwk = ({ privateKey }: typeof ec, alg: string): JWK => ({
    ...(privateKey.export({ format: "jwk" }) as JWK),
    alg,
    use: "sig",
    kid: `${alg.toLowerCase()}-${randomUUID()}`,
  });
  return {
    createdAt: new Date(createdMs).toISOString(),
    signsFrom: new Date(signsFromMs).toISOString(),
    keys: [toJwk(ec, "ES256"), toJwk(rsa, "RS256")],
  };
}

async function createRing(keysDir: string, path: string, now: number): Promise<void> {
  mkdirSync(keysDir, { recursive: true, mode: 0o700 });
  const temporary = writeTemporary(path, { generations: [await makeGeneration(now, now)] });
  try {
    // A link fails where the file stands already: of two programs that start together one wins, both use its keys.
    linkSync(temporary, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  } finally {
    rmSync(temporary);
  }
}

const readRing = (path: string): Ring => JSON.parse(readFileSync(path, "utf8")) as Ring;

function writeRing(path: string, ring: Ring): void {
  renameSync(writeTemporary(path, ring), path);
}

function writeTemporary(path: string, ring: Ring): string {
  const temporary = `${path}.${randomUUID()}`;
  writeFileSync(temporary, JSON.stringify(ring), { mode: 0o600 });
  return temporary;
}
