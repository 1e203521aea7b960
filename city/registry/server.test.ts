import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { FaultPlan, Faults } from "./faults.ts";
import { claimOf, startRegistry, type TestRegistry } from "./test-registry.test-support.ts";
import type { Claim } from "./verifications.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hp-registry-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

interface Reply {
  status: number;
  answers: {
    claimKey: string;
    outcome: string;
    name: string;
    birthDate: string;
    sex: string;
    registryVersion: number | null;
  }[];
}

async function verify({ url }: TestRegistry, batchId: string, claims: readonly Claim[]): Promise<Reply> {
  const response = await fetch(`${url}/v1/verifications`, {
    method: "POST",
    body: JSON.stringify({ batchId, claims }),
  });
  return { status: response.status, ...((await response.json()) as { answers: Reply["answers"] }) };
}

test("it answers field by field, and nothing about what it wasn't asked", async () => {
  const registry = await startRegistry(5);
  const [a, b, c, d] = registry.entries.map((entry) => claimOf(entry)) as [Claim, Claim, Claim, Claim, Claim];
  const claims = [
    { ...a, fullName: a.fullName.normalize("NFD").toUpperCase().replace(" ", "  ") },
    { ...b, fullName: "Nguyễn Văn Hoa 1", birthDate: "2015-03-03", sex: "2" },
    { ...c, birthDate: null, sex: null },
    { ...d, nationalId: "031215099999" },
  ];
  const { answers } = await verify(registry, "one", claims);
  expect(
    answers.map(({ outcome, name, birthDate, sex, registryVersion }) => [
      outcome,
      name,
      birthDate,
      sex,
      registryVersion,
    ]),
  ).toEqual([
    ["answered", "match", "match", "match", 1],
    ["answered", "mismatch", "mismatch", "mismatch", 1],
    ["answered", "match", "notAsked", "notAsked", 1],
    ["idNotFound", "notAsked", "notAsked", "notAsked", null],
  ]);
  expect(answers.map(({ claimKey }) => claimKey)).toEqual(claims.map(({ claimKey }) => claimKey));
});

test("a batch sent again gets the same answer and counts once, whatever has changed; another with its id is refused", async () => {
  const registry = await startRegistry(3);
  const claims = registry.entries.map((entry) => claimOf(entry));
  const first = await verify(registry, "b", claims);
  await registry.change({ nationalId: registry.entries[0]?.nationalId, fullName: "Nguyễn Văn Khác" });
  expect(await verify(registry, "b", claims)).toEqual(first);
  expect((await verify(registry, "b", claims.slice(1))).status).toBe(409);
  expect(await registry.stats()).toMatchObject({
    batches: 1,
    batchesRepeated: 1,
    claimsAsked: 3,
    claimsDistinct: 3,
    askedAgain: 0,
  });
  expect((await verify(registry, "later", claims)).answers[0]).toMatchObject({
    name: "mismatch",
    registryVersion: 2,
  });
  expect(await registry.stats()).toMatchObject({
    askedAgain: 3,
    askedAgainWithNeed: 1,
    askedAgainWithoutNeed: 2,
  });
});

test("what is kept for later is answered when asked again, with need", async () => {
  const registry = await startRegistry(200, { faults: { pendingShare: 0.3 } });
  const claims = registry.entries.map((entry) => claimOf(entry));
  const first = await verify(registry, "1", claims);
  const pending = new Set(
    first.answers.filter(({ outcome }) => outcome === "pending").map(({ claimKey }) => claimKey),
  );
  expect(pending.size).toBeGreaterThan(30);
  expect(pending.size).toBeLessThan(90);
  const again = await verify(
    registry,
    "2",
    claims.filter(({ claimKey }) => pending.has(claimKey)),
  );
  expect(again.answers.every(({ outcome, name }) => outcome === "answered" && name === "match")).toBe(true);
  expect(await registry.stats()).toMatchObject({
    askedAgainWithNeed: pending.size,
    askedAgainWithoutNeed: 0,
  });
});

test("changes are told in order, page by page, and survive a restart; an unknown cursor is refused", async () => {
  const state = join(temporaryFolder(), "changes.jsonl");
  const registry = await startRegistry(1500, { state });
  const read = async (url: string, query: string) =>
    (await fetch(`${url}/v1/changes${query}`)).json() as Promise<{
      cursor: string;
      changes: { nationalId: string }[];
      hasMore: boolean;
    }>;
  const start = await read(registry.url, "");
  expect(start).toEqual({ cursor: "0", changes: [], hasMore: false });
  const ids = registry.entries.map(({ nationalId }) => nationalId);
  await registry.change(...ids.map((nationalId) => ({ nationalId, sex: "2" })), {
    nationalId: "099999999999",
    sex: "1",
  });
  const restarted = await startRegistry(1500, { state });
  for (const { url, people } of [registry, restarted]) {
    const first = await read(url, "?since=0");
    const second = await read(url, `?since=${first.cursor}`);
    expect([first.hasMore, second.hasMore]).toEqual([true, false]);
    expect([...first.changes, ...second.changes].map(({ nationalId }) => nationalId)).toEqual(ids);
    expect(people.sexOf(people.find(ids[9] ?? "") ?? -1)).toBe("2");
    expect((await fetch(`${url}/v1/changes?since=1501`)).status).toBe(400);
    expect((await read(url, "")).cursor).toBe("1500");
  }
});

test("without the key it answers 401, and a request it can't read 400", async () => {
  const registry = await startRegistry(1, { key: "k" });
  const post = (body: string, authorization: string) =>
    fetch(`${registry.url}/v1/verifications`, { method: "POST", body, headers: { authorization } });
  for (const wrong of ["", "Bearer", "Bearer x", "Bearer k2"])
    expect((await post("{}", wrong)).status).toBe(401);
  for (const body of ["{", "{}", '{"batchId":"x","claims":[{}]}', '{"batchId":"x","claims":[]}'])
    expect((await post(body, "Bearer k")).status, body).toBe(400);
});

test("mishaps come by seed and name: the order of requests changes nothing, another attempt draws anew", () => {
  const faults = Faults.parse({
    errors: { http500: 0.2, reset: 0.2 },
    latency: { medianMs: 20, p99Ms: 200 },
  });
  const names = Array.from({ length: 2000 }, (_, i) => `batch ${i}`);
  const draws = (order: readonly string[]) => {
    const plan = new FaultPlan(7, faults);
    return new Map(order.map((name) => [name, plan.draw(name)]));
  };
  const forwards = draws(names);
  expect([...draws(names.toReversed())].sort()).toEqual([...forwards].sort());
  const share = [...forwards.values()].filter(({ mishap }) => mishap === "http500").length / names.length;
  expect(Math.abs(share - 0.2)).toBeLessThan(0.03);
  const latencies = [...forwards.values()].map(({ latencyMs }) => latencyMs).sort((x, y) => x - y);
  expect(latencies[1000]).toBeGreaterThan(17);
  expect(latencies[1000]).toBeLessThan(23);
  expect(latencies[1980]).toBeGreaterThan(150);
  expect(latencies[1980]).toBeLessThan(280);
  const plan = new FaultPlan(7, faults);
  expect(new Set(Array.from({ length: 40 }, () => plan.draw("same").mishap)).size).toBe(3);
});

test("as a program it loads both days of a city, changes some people once, and ends with whoever started it", async () => {
  const city = temporaryFolder();
  const write = (folder: string, from: number, to: number): void => {
    mkdirSync(join(city, folder), { recursive: true });
    const lines = Array.from(
      { length: to - from },
      (_, i) =>
        `L${i},learner,Lê Thị Hoà ${from + i},2015-01-0${(i % 9) + 1},F,03131500${String(from + i).padStart(4, "0")},`,
    );
    writeFileSync(
      join(city, folder, "persons.csv"),
      ["personId,role,fullName,birthDate,sex,nationalId,idCause", ...lines, ""].join("\n"),
    );
  };
  write("truth", 0, 400);
  write("day-2/truth", 390, 420);
  const state = join(city, "changes.jsonl");
  const program = fileURLToPath(import.meta.resolve("./cli.ts"));
  const run = async (...args: string[]): Promise<unknown> => {
    const child = spawn(process.execPath, [program, "--city", city, "--attached", ...args], {
      stdio: ["pipe", "pipe", "inherit"],
    });
    const ended = once(child, "close");
    for await (const line of createInterface({ input: child.stdout })) {
      child.stdin.end();
      await ended;
      return JSON.parse(line);
    }
    throw new Error(`no line; exit ${(await ended).join(" ")}`);
  };
  expect(await run()).toMatchObject({ people: 400, changes: 0 });
  const secondDay = ["--day", "2", "--change", "0.1", "--state", state];
  expect(await run(...secondDay)).toMatchObject({ people: 420, changes: 42 });
  expect(await run(...secondDay)).toMatchObject({ people: 420, changes: 42 });
});
