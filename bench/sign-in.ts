/**
 * Signing in, all parties on this machine as programs of their own: the city (`hp up` with its Postgres), VNeID and an
 * application (both simulated in city/), and this process as the people's browsers. A full sign-in goes from the
 * application to the city, to VNeID and back again, with every redirect and form; the application checks the tokens. A
 * repeat is the application asking again while the city's session stands. Beside them the limit of the same minute:
 * what bare HTTP, Postgres and signatures would take for as many round trips, transactions and signatures.
 *
 *   npm run bench -- sign-in [--seconds 20] [--browsers 8]
 */
import { parseArgs } from "node:util";
import { PlainBrowser } from "#city/relying-party/plain-browser.ts";
import { passcodeOf, someCitizens } from "#city/vneid/citizens.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { type BareRates, measureBareRates } from "./measure/sign-in-limit.ts";
import { startParties } from "./measure/sign-in-parties.ts";
import { percentile } from "./measure/times.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "20" }, browsers: { type: "string", default: "8" } },
});
const seconds = Number(values.seconds);
const browsers = Number(values.browsers);

/** What one sign-in takes of everybody, counted. */
interface Counts {
  readonly http: number;
  readonly writes: number;
  readonly reads: number;
  /** ES256, by VNeID and the city; each is checked by who gets it. */
  readonly signatures: number;
}

interface Phase {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly done: number;
  readonly each: Counts;
}

/** As many browsers as `browsers` do it again and again for `seconds`. */
async function measure(
  pool: Pool,
  work: (worker: number) => Promise<number>,
  more: { readonly calls: number; readonly signatures: number },
): Promise<Phase> {
  const before = await transactionsOf(pool);
  const times: number[] = [];
  let requests = 0;
  const startedMs = performance.now();
  await Promise.all(
    Array.from({ length: browsers }, async (_, worker) => {
      while (performance.now() - startedMs < seconds * 1000) {
        const beganMs = performance.now();
        const made = await work(worker);
        requests += made;
        times.push(performance.now() - beganMs);
      }
    }),
  );
  const tookSeconds = (performance.now() - startedMs) / 1000;
  const after = await transactionsOf(pool);
  const each = (total: number): number => Math.round((total / times.length) * 10) / 10;
  const writes = after.writes - before.writes;
  return {
    perSecond: Math.round((times.length / tookSeconds) * 10) / 10,
    p50Ms: percentile(times, 0.5),
    p99Ms: percentile(times, 0.99),
    done: times.length,
    each: {
      http: each(requests) + more.calls,
      writes: each(writes),
      reads: each(after.commits - before.commits - writes),
      signatures: more.signatures,
    },
  };
}

/** Transactions so far, and those of them that wrote; Postgres tells the first with a second's delay. */
async function transactionsOf(pool: Pool): Promise<{ readonly commits: number; readonly writes: number }> {
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const { rows } = await pool.query<{ commits: string; writes: string }>(
    `select xact_commit as commits, pg_snapshot_xmax(pg_current_snapshot())::text as writes
     from pg_stat_database where datname = current_database()`,
  );
  return { commits: Number(rows[0]?.commits), writes: Number(rows[0]?.writes) };
}

/** Sign-ins a second, if nothing but the bare parts took time. */
function limitOf({ each }: Phase, rates: BareRates): number {
  const { http, writes, reads, signatures } = each;
  const oneSeconds =
    http / rates.httpPerSecond +
    writes / rates.writesPerSecond +
    reads / rates.readsPerSecond +
    signatures / rates.signaturesPerSecond;
  return Math.round(10 / oneSeconds) / 10;
}

const citizens = someCitizens(5_000);
const parties = await startParties(citizens.length);
try {
  let turn = 0;
  const signIn = async (browser: PlainBrowser, number: string): Promise<number> => {
    const before = browser.trail.length;
    const choose = await browser.get(`${parties.application}/login`);
    const upstream = await browser.submit(choose, "/vneid");
    const home = await browser.submit(upstream, "/authorize", {
      citizen_number: number,
      passcode: passcodeOf(number),
    });
    if (!home.text.includes("Đã đăng nhập")) throw new Error(`${home.url}: ${home.status} ${home.text}`);
    return browser.trail.length - before;
  };
  const next = (): string => citizens[turn++ % citizens.length]?.citizenNumber ?? "";
  for (let i = 0; i < 20; i += 1) await signIn(new PlainBrowser(), next());

  // Nobody has signed in before: each makes an account. Two calls between servers: the application's and ours for tokens.
  const first = await measure(parties.pool, () => signIn(new PlainBrowser(), next()), {
    calls: 2,
    signatures: 2,
  });
  const known = turn;
  turn = 0;
  const full = await measure(
    parties.pool,
    () => signIn(new PlainBrowser(), citizens[turn++ % known]?.citizenNumber ?? ""),
    { calls: 2, signatures: 2 },
  );
  const signedIn = await Promise.all(
    Array.from({ length: browsers }, async (_, i) => {
      const browser = new PlainBrowser();
      await signIn(browser, citizens[i]?.citizenNumber ?? "");
      return browser;
    }),
  );
  const again = async (worker: number): Promise<number> => {
    const browser = signedIn[worker] ?? new PlainBrowser();
    const before = browser.trail.length;
    const home = await browser.get(`${parties.application}/login`);
    if (!home.text.includes("Đã đăng nhập")) throw new Error(`${home.url}: ${home.status} ${home.text}`);
    return browser.trail.length - before;
  };
  const repeat = await measure(parties.pool, again, { calls: 1, signatures: 1 });
  const rates = await measureBareRates(parties.pool, browsers);
  const withLimit = (phase: Phase) => {
    const limitPerSecond = limitOf(phase, rates);
    return { ...phase, limitPerSecond, ratio: Math.round((phase.perSecond / limitPerSecond) * 100) / 100 };
  };
  console.log(
    JSON.stringify({
      browsers,
      seconds,
      full: withLimit(full),
      firstTime: withLimit(first),
      repeat: withLimit(repeat),
      bare: rates,
    }),
  );
} finally {
  await parties.stop();
}
