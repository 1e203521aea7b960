import fc from "fast-check";
import { pino } from "pino";
import { expect, onTestFinished, test } from "vitest";
import { claimOf, startRegistry, type TestRegistry } from "#city/registry/test-registry.test-support.ts";
import {
  type ClaimAnswer,
  type PopulationRegistry,
  RegistryUnavailable,
} from "#src/pipeline/3-identity/reconcile/population-registry.ts";
import { readConfig } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { readAnswers, readChangePage, UnusableAnswer } from "./read-answers.ts";
import { populationRegistryOf } from "./registry.ts";

/** The client as the program makes it, and everything it logged. */
function connect(url: string, env: Record<string, string> = {}) {
  const logged: string[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => void logged.push(line) });
  const registry = populationRegistryOf(readConfig({ HP_POPULATION_URL: url, ...env }), log);
  if (registry === undefined) throw new Error("not configured");
  return { registry, logged };
}

async function failure(asked: Promise<unknown>): Promise<RegistryUnavailable> {
  const error = await asked.then(
    () => new Error("it answered"),
    (reason: unknown) => reason,
  );
  if (!(error instanceof RegistryUnavailable)) throw error;
  return error;
}

const claimsOf = (simulator: TestRegistry) => simulator.entries.map((entry) => claimOf(entry));
const outcomes = (answers: readonly ClaimAnswer[]) =>
  answers.map(({ outcome, name }) => `${outcome} ${name}`);
const always = [{ unit: "requests", from: 0, length: 1e9 }] as const;

/** Nothing of a claim stands in what was logged or thrown. */
function expectNoValues(simulator: TestRegistry, logged: readonly string[], error: Error): void {
  const said = [...logged, error.message, error.stack ?? "", JSON.stringify(error)].join("\n");
  for (const { nationalId, fullName, birthDate } of simulator.entries)
    for (const value of [nationalId, fullName, birthDate]) expect(said).not.toContain(value);
  expect(said).not.toContain("sesame");
}

test("a batch comes back field by field, with the version; the key is shown", async () => {
  const simulator = await startRegistry(500, { key: "sesame" });
  const { registry } = connect(simulator.url, { HP_POPULATION_KEY: "sesame" });
  expect([registry.id, registry.batchSize, registry.concurrency]).toEqual(["http", 500, 4]);
  const [first, second, ...others] = claimsOf(simulator);
  if (first === undefined || second === undefined) throw new Error("two claims");
  const answers = await registry.verify("b", [
    { ...first, sex: "2" },
    { ...second, nationalId: "031215088888" },
    ...others,
  ]);
  expect(answers[0]).toEqual({
    claimKey: first.claimKey,
    outcome: "answered",
    name: "match",
    birthDate: "match",
    sex: "mismatch",
    registryVersion: 1,
  });
  expect(answers[1]).toMatchObject({ outcome: "idNotFound", registryVersion: null });
  expect(new Set(outcomes(answers.slice(2)))).toEqual(new Set(["answered match"]));
});

test("changes are read from a cursor on", async () => {
  const simulator = await startRegistry(3);
  const { registry } = connect(simulator.url);
  const { cursor, changes } = await registry.changesSince(undefined);
  expect(changes).toEqual([]);
  const nationalId = simulator.entries[1]?.nationalId;
  await simulator.change({ nationalId, birthDate: "2014-01-01" });
  expect(await registry.changesSince(cursor)).toEqual({
    cursor: "1",
    changes: [{ nationalId, registryVersion: 2 }],
    hasMore: false,
  });
  expect((await failure(registry.changesSince("99"))).reason).toBe("refused");
});

test.each([
  ["a connection cut for three requests", { outages: [{ unit: "requests", from: 0, length: 3 }] }],
  ["500 half of the time", { errors: { http500: 0.5 } }],
  ["answers cut in the middle half of the time", { errors: { reset: 0.5 } }],
  ["answers that are no JSON half of the time", { errors: { malformed: 0.5 } }],
  ["answers about strangers half of the time", { errors: { stranger: 0.5 } }],
  ["a slow drip", { drip: { bytes: 100, everyMs: 1 } }],
  ["a rate limit", { rateLimit: { requestsPerSecond: 2 } }],
  ["latency", { latency: { medianMs: 20, p99Ms: 60 } }],
])("%s: asked again within bounds, everything is answered and counted once", async (_, faults) => {
  const simulator = await startRegistry(40, { faults });
  const { registry } = connect(simulator.url);
  const claims = claimsOf(simulator);
  for (let batch = 0; batch < 4; batch += 1) {
    const part = claims.slice(batch * 10, batch * 10 + 10);
    // As the caller does: what four attempts can't mend is asked again with the same batch.
    let answers: readonly ClaimAnswer[] | undefined;
    while (answers === undefined) {
      answers = await registry.verify(`batch ${batch}`, part).catch((error: unknown) => {
        if (error instanceof RegistryUnavailable && error.reason !== "refused") return undefined;
        throw error;
      });
    }
    expect(new Set(outcomes(answers))).toEqual(new Set(["answered match"]));
    expect(answers).toHaveLength(10);
  }
  expect(await simulator.stats()).toMatchObject({ batches: 4, claimsAsked: 40, askedAgain: 0 });
});

test.each([
  ["an outage", { outages: always }, "outage", 5000, 4],
  ["500 for ever", { errors: { http500: 1 } }, "outage", 5000, 4],
  ["answers always cut", { errors: { reset: 1 } }, "outage", 5000, 4],
  ["never JSON", { errors: { malformed: 1 } }, "outage", 5000, 4],
  ["always about strangers", { errors: { stranger: 1 } }, "outage", 5000, 4],
  ["silence", { errors: { silence: 1 } }, "timeout", 5000, 1],
  ["a drip slower than the patience", { drip: { bytes: 1, everyMs: 50 } }, "timeout", 5000, 1],
  ["maintenance", { maintenance: { windows: always, retryAfterSeconds: 90 } }, "maintenance", 90_000, 1],
  [
    "a rate limit that asks for a long wait",
    { rateLimit: { requestsPerSecond: 0.01 } },
    "rateLimit",
    100_000,
    1,
  ],
] as const)(
  "%s: the caller is told why and how long to wait, and no value leaks",
  async (_, faults, reason, waitMs, requests) => {
    const simulator = await startRegistry(3, { faults });
    const { registry, logged } = connect(simulator.url, {
      HP_POPULATION_TIMEOUT_MS: "300",
      HP_POPULATION_KEY: "sesame",
    });
    // The limit's bucket holds one request.
    if (reason === "rateLimit") await registry.changesSince(undefined);
    const before = await simulator.stats();
    const error = await failure(registry.verify("b", claimsOf(simulator)));
    expect([error.reason, error.retryAfterMs]).toEqual([reason, waitMs]);
    const received = (stats: Record<string, unknown>) => (stats.requests as { received: number }).received;
    expect(received(await simulator.stats()) - received(before)).toBe(requests);
    expect(logged.some((line) => line.includes(reason))).toBe(true);
    expectNoValues(simulator, logged, error);
  },
);

test("a wrong key, a batch too large, nobody there: refused at once, or an outage", async () => {
  const simulator = await startRegistry(1200, { key: "sesame" });
  const claims = claimsOf(simulator);
  const wrong = connect(simulator.url, { HP_POPULATION_KEY: "other" });
  expect((await failure(wrong.registry.verify("b", claims.slice(0, 3)))).reason).toBe("refused");
  const right = connect(simulator.url, { HP_POPULATION_KEY: "sesame" });
  const error = await failure(right.registry.verify("b", claims));
  expect(error.reason).toBe("refused");
  expectNoValues(simulator, right.logged, error);
  expect((await simulator.stats()).claimsAsked).toBe(0);
  // Port 9 (discard): nothing listens there.
  expect((await failure(connect("http://127.0.0.1:9").registry.changesSince(undefined))).reason).toBe(
    "outage",
  );
});

test("a redirect is not followed: key and claims stay with whom they were meant for", async () => {
  const elsewhere = await startRegistry(1);
  const { createServer } = await import("node:http");
  const server = createServer((_, response) =>
    response.writeHead(307, { location: `${elsewhere.url}/v1/changes` }).end(),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  expect((await failure(connect(`http://127.0.0.1:${port}`).registry.changesSince(undefined))).reason).toBe(
    "refused",
  );
  expect((await elsewhere.stats()).requests).toMatchObject({ received: 0 });
});

test("what is kept for later comes as pending, and is answered in another batch", async () => {
  const simulator = await startRegistry(100, { faults: { pendingShare: 0.5 } });
  const { registry } = connect(simulator.url);
  const claims = claimsOf(simulator);
  const first = await registry.verify("1", claims);
  const later = new Set(first.filter(({ outcome }) => outcome === "pending").map(({ claimKey }) => claimKey));
  expect(later.size).toBeGreaterThan(20);
  const second = await registry.verify(
    "2",
    claims.filter(({ claimKey }) => later.has(claimKey)),
  );
  expect(new Set(outcomes(second))).toEqual(new Set(["answered match"]));
});

test("any other answer than the agreed one is refused whole, never taken in part", () => {
  const claims = [
    { claimKey: "a", nationalId: "1", fullName: "A", birthDate: null, sex: "1" },
    { claimKey: "b", nationalId: "2", fullName: "B", birthDate: "2015-01-01", sex: "1" },
  ];
  const good = {
    claimKey: "a",
    outcome: "answered",
    name: "match",
    birthDate: "notAsked",
    sex: "match",
    registryVersion: 1,
  };
  const read = (answers: unknown[]) => readAnswers({ batchId: "b", answers }, "b", claims);
  expect(read([good])).toEqual([good]);
  expect(read([{ ...good, outcome: "pending" }])).toMatchObject([
    { name: "notAsked", registryVersion: null },
  ]);
  for (const wrong of [
    { claimKey: "c" },
    { outcome: "yes" },
    { name: true },
    { birthDate: "match" },
    { sex: null },
    { registryVersion: null },
    { registryVersion: 0 },
    { registryVersion: 1.5 },
    { registryVersion: "1" },
  ])
    expect(() => read([{ ...good, ...wrong }]), JSON.stringify(wrong)).toThrow(UnusableAnswer);
  expect(() => read([good, good])).toThrow(UnusableAnswer);
  expect(() => readAnswers({ batchId: "other", answers: [good] }, "b", claims)).toThrow(UnusableAnswer);
  expect(() => readChangePage({ cursor: "5", changes: [], hasMore: true }, "5")).toThrow(UnusableAnswer);
  fc.assert(
    fc.property(fc.jsonValue(), (body) => {
      for (const reading of [() => readAnswers(body, "b", claims), () => readChangePage(body, undefined)]) {
        try {
          reading();
        } catch (error) {
          expect(error).toBeInstanceOf(UnusableAnswer);
        }
      }
    }),
  );
});

test("the registry is chosen by configuration: none without an address, none in the clear, none unknown", () => {
  const log = pino({ level: "silent" });
  const of = (env: Record<string, string>): PopulationRegistry | undefined =>
    populationRegistryOf(readConfig(env), log);
  expect(of({})).toBeUndefined();
  expect(of({ HP_POPULATION_URL: "" })).toBeUndefined();
  expect(
    of({
      HP_POPULATION_URL: "https://dancu.example.vn/",
      HP_POPULATION_BATCH: "50",
      HP_POPULATION_CONCURRENCY: "2",
    }),
  ).toMatchObject({ batchSize: 50, concurrency: 2 });
  expect(of({ HP_POPULATION_URL: "http://[::1]:8090" })).toBeDefined();
  const wrong: Record<string, string>[] = [
    { HP_POPULATION_URL: "http://dancu.example.vn" },
    { HP_POPULATION_URL: "dancu" },
    { HP_POPULATION_URL: "https://user:sesame@dancu.example.vn" },
    { HP_POPULATION_URL: "https://dancu.example.vn", HP_POPULATION_BATCH: "0" },
    { HP_POPULATION_URL: "https://dancu.example.vn", HP_POPULATION_CONCURRENCY: "many" },
    { HP_POPULATION_URL: "https://dancu.example.vn", HP_POPULATION_PROVIDER: "toString" },
  ];
  for (const env of wrong) {
    expect(() => of(env), JSON.stringify(env)).toThrow(HpError);
    expect(() => of(env)).not.toThrow("sesame");
  }
});
