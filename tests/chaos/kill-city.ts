import { cpSync, mkdirSync } from "node:fs";
import type { Rng } from "#city/world/random.ts";
import { datasets } from "#src/domains/catalogue.ts";
import { columnsOf } from "#src/domains/dictionary/dataset.ts";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { runHp, startHp } from "./program.ts";

/** What a city holds, as a bag of row prints: what must be the same whether a run was killed or not. */
export type Contents = ReadonlyMap<string, number>;

/**
 * Prints of all golden rows, source rows, rejections, links, log entries and events. File numbers, runs and times are
 * left out: a file that a kill interrupted is numbered anew.
 */
export async function readContents(dataDir: string): Promise<Contents> {
  const database = await openDatabase(readConfig({ HP_DATA: dataDir }));
  try {
    const contents = new Map<string, number>();
    for (const [name, sql] of prints()) {
      const { rows } = await database.pool.query<{ print: string; n: string }>(
        `select md5(x::text) as print, count(*) as n from (${sql}) x group by 1`,
      );
      for (const row of rows) contents.set(`${name} ${row.print}`, Number(row.n));
    }
    const { rows } = await database.pool.query<{ n: string }>(
      "select count(*) as n from run where status <> 'done'",
    );
    contents.set("unfinished runs", Number(rows[0]?.n));
    return contents;
  } finally {
    await database.close();
  }
}

function prints(): readonly (readonly [string, string])[] {
  const place = (id: string) =>
    `(select concat_ws('/', f.source_system, f.school_id, f.file_name) from file f where f.file_seq = ${id} >> 31) as place, ${id} & 2147483647 as row`;
  const stamps = new Set(["source_row_id", "field_source", "run_seq", "changed_at"]);
  return [
    ...datasets
      .filter((dataset) => dataset.origin === "vendor")
      .map((dataset) => {
        const columns = columnsOf(dataset).map((column) => column.name);
        return [
          dataset.id,
          `select ${columns.filter((name) => !stamps.has(name)).join(", ")}, ${place("t.source_row_id")} from ${dataset.table} t`,
        ] as const;
      }),
    [
      "sourceRow",
      `select ${place("s.source_row_id")}, intake, row_key, row_hash, record_id, outcome, superseded_by is null, absent_since is null from source_row s`,
    ],
    // The cell's text is sealed for the row's number, and a file that a kill interrupted is numbered anew.
    [
      "rejection",
      `select ${place("r.source_row_id")}, column_name, reason, header, raw is null, resolved_run is null from row_rejection r`,
    ],
    ["link", "select entity, link_key, key_kind, record_id, rule from link"],
    ["case", "select case_id, entity, record_id, other_record_id, status from reconciliation_case"],
    ["alias", "select entity, record_id, into_record_id from record_alias"],
    ["pair", "select review_id, status from identity_review"],
    ["claim", "select claim_key, status, registry_version from population_check"],
    ["verification", "select entity, record_id, status, claim_key from verification"],
    ["changeLog", "select record_id, dataset, record_key, version, operation, before, after from change_log"],
    ["outbox", "select id_ban_ghi, dataset, phien_ban, su_kien from outbox"],
    ["feed", "select feed_id, rows_current from feed"],
    [
      "file",
      "select file_name, source_system, school_id, status, rows_in from file where status <> 'superseded'",
    ],
    ["issue", "select to_jsonb(i) - 'opened_run' - 'source_row_id' from quality_issue i"],
  ];
}

export interface Difference {
  readonly lost: number;
  readonly doubled: number;
  /** Kinds of rows that differ, for a person who looks for the cause. */
  readonly kinds: readonly string[];
}

export function compareContents(expected: Contents, found: Contents): Difference {
  let lost = 0;
  let doubled = 0;
  const kinds = new Set<string>();
  for (const key of new Set([...expected.keys(), ...found.keys()])) {
    const more = (found.get(key) ?? 0) - (expected.get(key) ?? 0);
    if (more === 0) continue;
    kinds.add(key.split(" ")[0] ?? "");
    if (more < 0) lost -= more;
    else doubled += more;
  }
  return { lost, doubled, kinds: [...kinds] };
}

/** A second data folder that gives the same people the same ids. */
export function copyKeys(from: string, to: string): void {
  mkdirSync(foldersOf(to).keys, { recursive: true });
  cpSync(foldersOf(from).keys, foldersOf(to).keys, { recursive: true });
}

export interface KillRun {
  readonly kills: number;
  /** Where: after how many printed lines of progress, and how many milliseconds later. */
  readonly points: readonly string[];
  readonly resumeSeconds: number;
}

/** Longest wait after a printed line before the kill: a step of a small school takes about as long. */
const driftMs = 700;

/**
 * Ingests `inbox` and kills the program, parsers and all, up to `times` times at points drawn from `rng`: first the
 * ingest, then what follows it; at last lets it end. Points are steps of the work, not times, so that a busy machine
 * meets the same ones; a turn that ends before its point is no kill. Point 0 lies before the first word: Postgres is
 * being made or started then.
 *
 * @param lines how many lines an undisturbed run prints
 * @param more settings of the program beside its data folder
 */
export async function ingestKilling(
  dataDir: string,
  inbox: string,
  times: number,
  lines: number,
  rng: Rng,
  more: Readonly<Record<string, string>> = {},
): Promise<KillRun> {
  const settings = { ...more, HP_DATA: dataDir };
  const points: string[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    const line = rng.int(turn === 0 ? lines : Math.ceil(lines / 2));
    const ms = Math.round(rng.float() * (line === 0 ? 5 * driftMs : driftMs));
    // Even turns give the files again, odd ones only `hp resume`: both must lead to the same city.
    const program = startHp(turn % 2 === 0 ? ["ingest", inbox, "--json"] : ["resume", "--json"], settings);
    await program.printed(line);
    const timer = setTimeout(() => program.killAll(), ms);
    const code = await program.ended;
    clearTimeout(timer);
    if (code === "SIGKILL") points.push(`${line}+${ms}ms`);
    else if (code !== 0)
      throw new Error(`hp ended with ${code} before it was killed: ${program.stderr().slice(-2000)}`);
  }
  const startedMs = performance.now();
  const last = await runHp(["ingest", inbox, "--json"], settings);
  const resumeSeconds = (performance.now() - startedMs) / 1000;
  if (last.code !== 0)
    throw new Error(`the run after the kills ended with ${last.code}: ${last.stderr.slice(-2000)}`);
  return { kills: points.length, points, resumeSeconds };
}
