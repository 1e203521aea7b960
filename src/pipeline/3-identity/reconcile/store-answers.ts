import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { finished, pipeline } from "node:stream/promises";
import { from as copyFrom } from "pg-copy-streams";
import { type Client, inTransaction } from "#src/platform/postgres/pool.ts";
import type { RunContext } from "../../context.ts";
import { type CheckStatus, fieldMatches, judgeAnswer } from "./judge-answer.ts";
import type { ClaimAnswer } from "./population-registry.ts";

/** Answers wait in memory until so many came or so long: a transaction for each request would cost more than asking. */
const answersPerTransaction = 20_000;
const longestWaitMs = 1_000;

export const checkColumns =
  "claim_key, national_key, status, name_matches, birth_date_matches, sex_matches, registry_version, asked_at, first_verified_at, attempts, run_seq";

/** Column types of the file that {@link createAnswerStore} leaves for the lake. */
export const checkTypes: Readonly<Record<string, string>> = {
  claim_key: "UUID",
  national_key: "UUID",
  status: "VARCHAR",
  name_matches: "BOOLEAN",
  birth_date_matches: "BOOLEAN",
  sex_matches: "BOOLEAN",
  registry_version: "INTEGER",
  asked_at: "TIMESTAMPTZ",
  first_verified_at: "TIMESTAMPTZ",
  attempts: "INTEGER",
  run_seq: "INTEGER",
};

export interface AskedClaim {
  readonly claimKey: string;
  readonly nationalKey: string;
  /** Postgres knows the claim already: pending, or the registry told that the person changed. */
  readonly isKnown: boolean;
}

export interface AnswerStore {
  add(claims: readonly AskedClaim[], answers: ReadonlyMap<string, ClaimAnswer>): Promise<void>;
  /** Writes what still waits; to be called also when asking broke off, so that nothing is asked twice. */
  close(): Promise<void>;
  readonly counts: Readonly<Record<CheckStatus, number>>;
}

/** Stores answers in Postgres as they arrive, some thousands at a time, and in `file` for the lake. */
export function createAnswerStore(context: RunContext, file: string): AnswerStore {
  const counts = {
    pending: 0,
    verified: 0,
    mismatchName: 0,
    mismatchBirthDate: 0,
    mismatchSex: 0,
    idNotFound: 0,
  };
  const copy = createWriteStream(file);
  let fresh: string[] = [];
  let again: string[] = [];
  let writing: Promise<void> = Promise.resolve();
  let writtenAtMs = performance.now();

  const flush = async (): Promise<void> => {
    // One write at a time; whoever brings more answers waits for the one before.
    await writing;
    const parts = { fresh: fresh.join(""), again: again.join("") };
    fresh = [];
    again = [];
    writtenAtMs = performance.now();
    writing = write(context, parts);
    // Somebody awaits it later; until then a failure must not count as unhandled.
    writing.catch(() => undefined);
  };

  return {
    counts,
    add: async (claims, answers) => {
      const now = context.clock.now().toISOString();
      const lines: string[] = [];
      for (const claim of claims) {
        const answer = answers.get(claim.claimKey);
        const status = answer === undefined ? "pending" : judgeAnswer(answer);
        counts[status] += 1;
        const line = csvLine(claim, answer, status, now, context.runSeq);
        (claim.isKnown ? again : fresh).push(line);
        lines.push(line);
      }
      if (!copy.write(lines.join(""))) await new Promise<void>((resolve) => copy.once("drain", resolve));
      // A slow registry's answers are not lost with a kill because there are few of them.
      const isLong = performance.now() - writtenAtMs > longestWaitMs;
      if (isLong || fresh.length + again.length >= answersPerTransaction) await flush();
    },
    close: async () => {
      copy.end();
      await flush();
      await writing;
      await finished(copy);
    },
  };
}

function csvLine(
  claim: AskedClaim,
  answer: ClaimAnswer | undefined,
  status: CheckStatus,
  now: string,
  runSeq: number,
): string {
  const said = answer?.outcome === "answered" ? answer : undefined;
  const flag = (value: boolean | undefined) => (value === undefined ? "" : String(value));
  return `${[
    claim.claimKey,
    claim.nationalKey,
    status,
    ...(said === undefined
      ? ["", "", ""]
      : [said.name, said.birthDate, said.sex].map((field) => flag(fieldMatches(field)))),
    answer?.registryVersion ?? "",
    now,
    status === "verified" ? now : "",
    1,
    runSeq,
  ].join(",")}\n`;
}

async function write(
  context: RunContext,
  parts: { readonly fresh: string; readonly again: string },
): Promise<void> {
  if (parts.fresh === "" && parts.again === "") return;
  await inTransaction(context.pool, async (client) => {
    if (parts.fresh !== "") await copyText(client, `population_check (${checkColumns})`, parts.fresh);
    if (parts.again === "") return;
    await client.query("create temp table answered (like population_check) on commit drop");
    await copyText(client, `answered (${checkColumns})`, parts.again);
    await updateChecks(client);
  });
}

/** Takes the rows of table `answered` over: when it first agreed stays, a notice that came before the answer is settled. */
async function updateChecks(client: Client): Promise<void> {
  await client.query(`
    update population_check c set status = a.status, name_matches = a.name_matches, birth_date_matches = a.birth_date_matches,
      sex_matches = a.sex_matches, registry_version = a.registry_version, asked_at = a.asked_at,
      first_verified_at = coalesce(c.first_verified_at, a.first_verified_at), invalidated_at = null,
      attempts = c.attempts + a.attempts, run_seq = a.run_seq
    from answered a where a.claim_key = c.claim_key`);
}

async function copyText(client: Client, target: string, text: string): Promise<void> {
  await pipeline(Readable.from([text]), client.query(copyFrom(`copy ${target} from stdin (format csv)`)));
}
