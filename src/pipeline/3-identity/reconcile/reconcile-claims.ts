import type { RunContext } from "../../context.ts";
import { askClaims, type Patience } from "./ask-claims.ts";
import { buildClaims } from "./claims-of-rows.ts";
import { storeDerived } from "./derive-answers.ts";
import { loadKnownAnswers } from "./known-answers.ts";
import type { PopulationRegistry } from "./population-registry.ts";
import { readNotices } from "./read-notices.ts";
import { checkColumns } from "./store-answers.ts";

/** What asking the registry came to in a run, claims each counted once. */
export interface ReconcileFigures {
  /** Sent to the registry in this run. */
  readonly asked: number;
  readonly verified: number;
  readonly mismatched: number;
  readonly notFound: number;
  /** Kept by the registry for later. */
  readonly pending: number;
  /** Answered in an earlier run, and still true. */
  readonly reused: number;
  /** Follow from the answer about another claim with the same number. */
  readonly derived: number;
  /** Without any answer: the registry was given up, or there is none. */
  readonly unasked: number;
  readonly notices: number;
  /** Why the registry was given up. */
  readonly stopped?: string;
  readonly seconds: number;
}

/** Patience of a run with a registry that can't answer, in all. */
const patienceMs = 120_000;

export const newPatience = (leftMs = patienceMs): Patience => ({ leftMs, stopped: undefined });

/**
 * Asks the population registry who this run's rows speak of, before anything is decided about them.
 *
 * Two rounds: of each number first the claim that most rows make; the others only where that one was not confirmed.
 * In: table `occurrence`. Out: `claim_row`, `claim`, and `claim_answer` (columns of `population_check` and national_id),
 * status null where there is no answer.
 */
export async function reconcileClaims(
  context: RunContext,
  registry: PopulationRegistry | undefined,
  patience: Patience = newPatience(),
): Promise<ReconcileFigures> {
  const { lake, clock } = context;
  const startedMs = clock.now().getTime();
  await buildClaims(context);
  // Before asking: a change that comes meanwhile is told after the answers, never lost between them.
  const notices = registry === undefined ? 0 : await readNotices(context, registry);
  await loadKnownAnswers(context, "known_answer", "select claim_key from claim");
  await lake.run(`
    create or replace temp table answer as select ${answerColumns} from known_answer where not is_open`);
  const reused = await countOf(context, "answer");
  const counts = {
    pending: 0,
    verified: 0,
    mismatchName: 0,
    mismatchBirthDate: 0,
    mismatchSex: 0,
    idNotFound: 0,
  };
  let derived = 0;
  if (registry !== undefined) {
    for (const [round, table] of ["first_claim", "other_claim"].entries()) {
      await lake.run(
        `create or replace temp table ${table} as ${round === 0 ? firstClaimSql : otherClaimSql}`,
      );
      if (patience.stopped !== undefined) continue;
      const answered = await askClaims(context, registry, patience, { table, into: `answer_${table}` });
      for (const status of Object.keys(counts) as (keyof typeof counts)[]) counts[status] += answered[status];
      await lake.run(`insert into answer select ${answerColumns} from answer_${table}`);
    }
    derived = await storeDerived(context);
  }
  await lake.run(`
    create or replace temp table claim_answer as
    select c.claim_key, c.national_key, c.national_id, a.* exclude (claim_key, national_key)
    from claim c left join answer a on a.claim_key = c.claim_key`);
  const [left] = await lake.rows<{ n: string }>(
    "select count(*) as n from claim_answer where status is null",
  );
  return {
    asked: Object.values(counts).reduce((sum, n) => sum + n, 0),
    verified: counts.verified,
    mismatched: counts.mismatchName + counts.mismatchBirthDate + counts.mismatchSex,
    notFound: counts.idNotFound,
    pending: counts.pending,
    reused,
    derived,
    unasked: Number(left?.n ?? 0),
    notices,
    ...(patience.stopped === undefined ? {} : { stopped: patience.stopped }),
    seconds: (clock.now().getTime() - startedMs) / 1000,
  };
}

const answerColumns = checkColumns
  .split(", ")
  .filter((name) => name !== "attempts" && name !== "run_seq")
  .join(", ");

const askedColumns = `c.claim_key, c.national_key, c.national_id, c.full_name, c.birth_date, c.sex,
  exists (from known_answer k where k.claim_key = c.claim_key) as is_known`;

/** Of each number that has no confirmed claim yet: the one that most rows make, then the most trusted. */
const firstClaimSql = `
  select ${askedColumns} from claim c
  where not exists (from answer a where a.claim_key = c.claim_key)
    and not exists (from answer a where a.national_key = c.national_key and a.status = 'verified')
  qualify row_number() over (partition by c.national_key order by c.n desc, c.trust, c.claim_key) = 1`;

/** The others, where the first one leaves open what the registry says of them. */
const otherClaimSql = `
  select ${askedColumns} from claim c
  where not exists (from answer a where a.claim_key = c.claim_key)
    and not exists (from answer a where a.national_key = c.national_key and a.status = 'idNotFound')
    and not exists (from answer a join claim v on v.claim_key = a.claim_key
      where a.national_key = c.national_key and a.status = 'verified' and (v.sex is not null or c.sex is null))`;

async function countOf({ lake }: Pick<RunContext, "lake">, table: string): Promise<number> {
  const [row] = await lake.rows<{ n: string }>(`select count(*) as n from ${table}`);
  return Number(row?.n ?? 0);
}
