import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openLake, quote } from "#src/platform/duckdb.ts";
import { createLog } from "#src/platform/log.ts";
import { createTestDatabase } from "#src/platform/postgres/test-database.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";
import type { RunContext } from "../../context.ts";
import { noProgress } from "../../progress.ts";
import { goldenIdMacro } from "../golden-id.ts";
import {
  type ClaimAnswer,
  type IdentityClaim,
  type PopulationRegistry,
  RegistryUnavailable,
} from "./population-registry.ts";

export interface RegisteredPerson {
  fullName: string;
  birthDate: string;
  sex: string;
  version: number;
}

/** A registry in this process: a provider like any other, with people of its own, that counts what it is asked. */
export interface TestRegistry extends PopulationRegistry {
  readonly people: Map<string, RegisteredPerson>;
  readonly asked: IdentityClaim[];
  /** Batches after which it breaks down; undefined: never. */
  breaksAfter: number | undefined;
  /** Claims it keeps for later. */
  readonly later: Set<string>;
  change(nationalId: string, to: Partial<RegisteredPerson>): void;
}

/** As the registry compares: not by our own code, which would agree with itself. */
function asCompared(name: string): string {
  return name.normalize("NFC").toLowerCase().replace(/\s+/g, " ").replaceAll("òa", "oà");
}

export function testRegistry(batchSize = 3): TestRegistry {
  const people = new Map<string, RegisteredPerson>();
  const notices: { nationalId: string; registryVersion: number }[] = [];
  const asked: IdentityClaim[] = [];
  let batches = 0;
  const fits = (is: boolean) => (is ? ("match" as const) : ("mismatch" as const));
  const answer = (registry: TestRegistry, claim: IdentityClaim): ClaimAnswer => {
    const none = { name: "notAsked", birthDate: "notAsked", sex: "notAsked", registryVersion: null } as const;
    const person = people.get(claim.nationalId);
    if (registry.later.has(claim.nationalId))
      return { claimKey: claim.claimKey, outcome: "pending", ...none };
    if (person === undefined) return { claimKey: claim.claimKey, outcome: "idNotFound", ...none };
    return {
      claimKey: claim.claimKey,
      outcome: "answered",
      name: fits(asCompared(claim.fullName) === asCompared(person.fullName)),
      birthDate: fits(claim.birthDate === person.birthDate),
      sex: claim.sex === null ? "notAsked" : fits(claim.sex === person.sex),
      registryVersion: person.version,
    };
  };
  const registry: TestRegistry = {
    id: "test",
    batchSize,
    concurrency: 2,
    people,
    asked,
    later: new Set(),
    breaksAfter: undefined,
    verify: async (_, claims) => {
      batches += 1;
      if (registry.breaksAfter !== undefined && batches > registry.breaksAfter)
        throw new RegistryUnavailable("maintenance", 3_600_000);
      asked.push(...claims);
      return claims.map((claim) => answer(registry, claim));
    },
    changesSince: async (cursor) => ({
      cursor: String(notices.length),
      changes: cursor === undefined ? [] : notices.slice(Number(cursor)),
      hasMore: false,
    }),
    change: (nationalId, to) => {
      const person = people.get(nationalId);
      if (person === undefined) throw new Error("nobody has this number");
      Object.assign(person, to, { version: person.version + 1 });
      notices.push({ nationalId, registryVersion: person.version });
    },
  };
  return registry;
}

export interface TestWorld {
  context: RunContext;
  nextRun(): void;
  close(): Promise<void>;
}

export async function openWorld(): Promise<TestWorld> {
  const database = await createTestDatabase();
  const runDir = mkdtempSync(join(tmpdir(), "hp-reconcile-"));
  const keyring = openKeyring(join(runDir, "keys"));
  const lake = await openLake({ memoryMb: 500, threads: 1, temporaryDir: runDir, keyring });
  const identityKey = Buffer.alloc(32, 7);
  await lake.run(goldenIdMacro(identityKey));
  let ms = Date.parse("2026-10-20T01:00:00Z");
  const clock = {
    now: () => {
      ms += 1000;
      return new Date(ms);
    },
  };
  const parts = {
    pool: database.pool,
    lake,
    keyring,
    runDir,
    identityKey,
    clock,
    log: createLog("fatal"),
    progress: noProgress,
  };
  const world: TestWorld = {
    context: { ...parts, runSeq: 1 } as unknown as RunContext,
    nextRun: () => {
      world.context = { ...world.context, runSeq: world.context.runSeq + 1 };
    },
    close: async () => {
      lake.close();
      await database.drop();
      rmSync(runDir, { recursive: true });
    },
  };
  return world;
}

export interface ToldRow {
  readonly id: string | null;
  readonly name: string;
  readonly born?: string | null;
  readonly sex?: string | null;
  readonly entity?: string;
  readonly trust?: number;
}

/** What the occurrences of a run would be: rows of lists that bring learners or staff. */
export async function tellRows({ lake }: RunContext, rows: readonly ToldRow[]): Promise<void> {
  await lake.run(`
    create or replace temp table occurrence (
      entity varchar, intake varchar, role varchar, source_row_id bigint, creates boolean, brings boolean, source_key uuid,
      national_id varchar, national_key uuid, full_name varchar, name_key varchar, given varchar, birth_date date, sex varchar,
      trust integer, received_at timestamptz, school_id varchar)`);
  const text = (value: string | null) => (value === null ? "null" : quote(value));
  for (const [
    at,
    { id, name, born = "2016-08-30", sex = "1", entity = "learner", trust = 2 },
  ] of rows.entries()) {
    await lake.run(`insert into occurrence (entity, intake, role, source_row_id, creates, brings, national_id, full_name, birth_date, sex, trust)
      values (${quote(entity)}, ${quote(`${entity}Row`)}, 'self', ${at + 1}, true, true, ${text(id)}, ${quote(name)}, ${text(born)}, ${text(sex)}, ${trust})`);
  }
}
