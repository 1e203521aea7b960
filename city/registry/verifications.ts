import { createHash } from "node:crypto";
import { z } from "zod";
import type { FaultPlan } from "./faults.ts";
import { NumberTable } from "./number-table.ts";
import type { People } from "./people.ts";
import { comparable } from "./spelling.ts";

/** Claims a batch may hold. */
const MOST_CLAIMS = 1000;

/** The shell of a request; claims are checked by hand (`isClaim`), for zod takes as long as the whole answer. */
export const BatchRequest = z.strictObject({
  batchId: z.string().min(1).max(100),
  claims: z.array(z.unknown()).min(1).max(MOST_CLAIMS),
});

export interface Claim {
  readonly claimKey: string;
  readonly nationalId: string;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly sex: string | null;
}

export function isClaim(value: unknown): value is Claim {
  if (typeof value !== "object" || value === null) return false;
  const { claimKey, nationalId, fullName, birthDate, sex } = value as Record<keyof Claim, unknown>;
  return (
    typeof claimKey === "string" &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(claimKey) &&
    typeof nationalId === "string" &&
    typeof fullName === "string" &&
    (birthDate === null || typeof birthDate === "string") &&
    (sex === null || typeof sex === "string")
  );
}

/** What `GET /control/stats` tells; counts since the start. */
export interface Statistics {
  /** Batches answered, each once however often it was sent. */
  batches: number;
  /** A batch that was sent again, with its id: answered as before. */
  batchesRepeated: number;
  claimsAsked: number;
  claimsDistinct: number;
  /** Asked in an earlier batch already: … */
  askedAgain: number;
  /** … with need (it was kept for later, or the person has changed or come since) … */
  askedAgainWithNeed: number;
  /** … and without: the number a good client keeps at zero. */
  askedAgainWithoutNeed: number;
  pendingGiven: number;
}

const verdicts = { differs: 0, fits: 1, notAsked: 2 } as const;
const words = ["mismatch", "match", "notAsked"] as const;
const PENDING = 254;
const NOT_FOUND = 255;

interface Kept {
  readonly digest: string;
  /** An answer in a byte: name + 3 × birth date + 9 × sex, or PENDING, NOT_FOUND. */
  readonly codes: Uint8Array;
  readonly versions: Uint32Array;
}

/** Answers batches, and remembers every answer given: a batch sent again gets the same, whatever happened since. */
export class Verifications {
  readonly #people: People;
  readonly #batches = new Map<string, Kept>();
  /** Claim → version answered; 0 kept for later, -1 not found. */
  readonly #asked = new NumberTable(1 << 16);
  readonly statistics: Statistics = {
    batches: 0,
    batchesRepeated: 0,
    claimsAsked: 0,
    claimsDistinct: 0,
    askedAgain: 0,
    askedAgainWithNeed: 0,
    askedAgainWithoutNeed: 0,
    pendingGiven: 0,
  };

  constructor(people: People) {
    this.#people = people;
  }

  /**
   * The answer as JSON: `{batchId, answers: [{claimKey, outcome, name, birthDate, sex, registryVersion}]}`, in the
   * order asked. Undefined: another batch had this id before.
   */
  answer(batchId: string, claims: readonly Claim[], plan: FaultPlan): string | undefined {
    const digest = createHash("sha256").update(JSON.stringify(claims)).digest("base64");
    let kept = this.#batches.get(batchId);
    if (kept === undefined) {
      kept = this.#judge(digest, claims, plan);
      this.#batches.set(batchId, kept);
      this.statistics.batches += 1;
    } else {
      if (kept.digest !== digest) return undefined;
      this.statistics.batchesRepeated += 1;
    }
    const { codes, versions } = kept;
    const answers = claims.map(({ claimKey }, at) => inWords(claimKey, codes[at] ?? 0, versions[at] ?? 0));
    return `{"batchId":${JSON.stringify(batchId)},"answers":[${answers.join(",")}]}`;
  }

  #judge(digest: string, claims: readonly Claim[], plan: FaultPlan): Kept {
    const codes = new Uint8Array(claims.length);
    const versions = new Uint32Array(claims.length);
    claims.forEach((claim, at) => {
      const key = numberOf(claim.claimKey);
      const earlier = this.#asked.find(key);
      const person = this.#people.find(claim.nationalId);
      const version = person === undefined ? -1 : this.#people.versionOf(person);
      this.#count(earlier, version);
      if (earlier === undefined && plan.keepsForLater(claim.claimKey)) {
        codes[at] = PENDING;
        this.#asked.set(key, 0);
        this.statistics.pendingGiven += 1;
        return;
      }
      this.#asked.set(key, version);
      codes[at] = person === undefined ? NOT_FOUND : this.#compare(person, claim);
      versions[at] = Math.max(0, version);
    });
    return { digest, codes, versions };
  }

  #count(earlier: number | undefined, version: number): void {
    const { statistics } = this;
    statistics.claimsAsked += 1;
    if (earlier === undefined) {
      statistics.claimsDistinct += 1;
      return;
    }
    statistics.askedAgain += 1;
    if (earlier === 0 || earlier !== version) statistics.askedAgainWithNeed += 1;
    else statistics.askedAgainWithoutNeed += 1;
  }

  #compare(person: number, { fullName, birthDate, sex }: Claim): number {
    const people = this.#people;
    const name = comparable(fullName);
    const verdict = (asked: boolean, fits: boolean): number =>
      asked ? (fits ? verdicts.fits : verdicts.differs) : verdicts.notAsked;
    return (
      verdict(name !== "", name === people.nameOf(person)) +
      3 * verdict(birthDate !== null, birthDate === people.birthDateOf(person)) +
      9 * verdict(sex !== null, sex === people.sexOf(person))
    );
  }
}

/** 52 random bits of a version-less UUID: two of a million claims fall together once in 9,000 cities. */
function numberOf(claimKey: string): number {
  return Number.parseInt(claimKey.slice(0, 8) + claimKey.slice(9, 13) + claimKey.slice(15, 16), 16);
}

function inWords(claimKey: string, code: number, version: number): string {
  if (code === PENDING) return unanswered(claimKey, "pending");
  if (code === NOT_FOUND) return unanswered(claimKey, "idNotFound");
  const [name, birthDate, sex] = [
    words[code % 3],
    words[Math.floor(code / 3) % 3],
    words[Math.floor(code / 9)],
  ];
  return `{"claimKey":"${claimKey}","outcome":"answered","name":"${name}","birthDate":"${birthDate}","sex":"${sex}","registryVersion":${version}}`;
}

const unanswered = (claimKey: string, outcome: string): string =>
  `{"claimKey":"${claimKey}","outcome":"${outcome}","name":"notAsked","birthDate":"notAsked","sex":"notAsked","registryVersion":null}`;
