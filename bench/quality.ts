/**
 * One pass of all rules over the city's 1.03 million learners, in DuckDB over Parquet, with families, enrolments and
 * residences joined in. Beside it, in the same run, the bare limit: reading the same columns of the same files.
 *
 *   node bench/quality.ts [--learners 1030393] [--threads 2]
 *
 * Prints one JSON object. The rows are made here by SQL, with defects planted at known rates, so that what the pass
 * finds can be held against what was planted.
 */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { checks, datasets, qualityViews } from "#src/domains/catalogue.ts";
import { columnsOf } from "#src/domains/dictionary/dataset.ts";
import { buildPass } from "#src/pipeline/4-quality/build-pass.ts";
import { judgedDatasets, scoringDay } from "#src/pipeline/4-quality/rules.ts";
import { type Lake, openLake, quote } from "#src/platform/duckdb.ts";

const { values } = parseArgs({
  options: { learners: { type: "string", default: "1030393" }, threads: { type: "string", default: "2" } },
});
const learners = Number(values.learners);
const threads = Number(values.threads);
const now = new Date("2026-11-20T03:00:00Z");

/** Share of learners, one in so many, with each planted defect. */
const planted = {
  "learner.id-missing": 40,
  "learner.id-sex": 50,
  "learner.name-not-nfc": 200,
  "learner.name-digits": 500,
  "learner.birth-date-missing": 300,
  "learner.contact-missing": 60,
} as const;

/** A defect that another one covers: without a number no digit of it is wrong. */
const hidden: Readonly<Record<string, string>> = {
  "learner.id-sex": `and not (n % ${planted["learner.id-missing"]} = ${planted["learner.id-missing"] - 1})`,
  "learner.name-not-nfc": `and not (n % ${planted["learner.name-digits"]} = ${planted["learner.name-digits"] - 1})`,
};

const id = (kind: number, number: string) =>
  `cast(printf('%08x-0000-4000-8000-%012x', ${kind}, ${number}) as uuid)`;
const hits = (code: keyof typeof planted) => `n % ${planted[code]} = ${planted[code] - 1}`;
const school = "printf('31119480%d%03d', 1 + n // 402 % 4, n % 402)";

/** Columns of the synthetic tables; a column that is not named is null. `n` numbers the learners. */
const tables: Readonly<
  Record<string, { readonly rows: number; readonly values: Readonly<Record<string, string>> }>
> = {
  learner: {
    rows: learners,
    values: {
      learner_id: id(1, "n"),
      learner_code: "printf('31%08d', n)",
      national_id: `case when ${hits("learner.id-missing")} then null
        else printf('031%d%02d%06d', 2 + (n + case when ${hits("learner.id-sex")} then 1 else 0 end) % 2, 8 + n % 14, n % 1000000) end`,
      full_name: `case when ${hits("learner.name-digits")} then 'Trần Văn 2'
        when ${hits("learner.name-not-nfc")} then concat('Lê Thu ', 'Ha', chr(768))
        else list_value('Nguyễn', 'Trần', 'Lê', 'Phạm', 'Hoàng')[1 + n % 5] || ' ' || list_value('Minh', 'Thu', 'Gia', 'Đức')[1 + n % 4] || ' ' || list_value('Anh', 'Hà', 'Bảo', 'Linh', 'Quân')[1 + n % 5] end`,
      given_name: "list_value('Anh', 'Hà', 'Bảo', 'Linh', 'Quân')[1 + n % 5]",
      birth_date: `case when ${hits("learner.birth-date-missing")} then null else make_date(2008 + n % 14, 1 + n % 12, 1 + n % 28) end`,
      birth_precision: "'day'",
      sex: "case when n % 2 = 0 then '1' else '2' end",
      ethnicity: "'01'",
      religion: "'0'",
      nationality: "'VNM'",
      birth_place: "'Bệnh viện Phụ sản Hải Phòng'",
      hometown: "'Hải Phòng'",
      document_type: "'1'",
      document_number: "'123/2015'",
      school_id: school,
    },
  },
  guardian: {
    rows: 2 * learners,
    values: {
      guardian_id: id(2, "n"),
      full_name: "'Nguyễn Văn Hùng'",
      birth_year: "1970 + n % 25",
      phone: `case when (n // 2) % ${planted["learner.contact-missing"]} = ${planted["learner.contact-missing"] - 1} then null else printf('09%08d', n) end`,
    },
  },
  learner_guardian: {
    rows: 2 * learners,
    values: {
      learner_id: id(1, "n // 2"),
      guardian_id: id(2, "n"),
      relation: "case when n % 2 = 0 then 'father' else 'mother' end",
    },
  },
  enrolment: {
    rows: 4 * learners,
    values: {
      learner_id: id(1, "n // 4"),
      school_id: school.replaceAll(/\bn\b/g, "(n // 4)"),
      school_year: "printf('%d-%d', 2023 + n % 4, 2024 + n % 4)",
      grade_level: "cast(1 + n % 12 as varchar)",
      class_name: "cast(1 + n % 12 as varchar) || 'A1'",
      status: "'studying'",
    },
  },
  residence: {
    rows: 2 * learners,
    values: {
      learner_id: id(1, "n // 2"),
      residence_kind: "case when n % 2 = 0 then 'current' else 'permanent' end",
      address: "'Số 5 ngõ 2'",
    },
  },
  school: { rows: 1608, values: { school_id: school, school_name: "'Trường'", levels: "['02']" } },
};

async function makeTables(lake: Lake, dir: string): Promise<void> {
  for (const [table, { rows, values: given }] of Object.entries(tables)) {
    const dataset = datasets.find((candidate) => candidate.table === table);
    if (dataset === undefined) throw new Error(`no dataset has table ${table}`);
    const stamp: Record<string, string> = {
      version: "1",
      source_row_id: "n",
      run_seq: "1",
      changed_at: "now()",
    };
    const columns = columnsOf(dataset).map((column) => {
      const type = column.duckdbType === "JSON" ? "VARCHAR" : column.duckdbType;
      return `cast(${given[column.name] ?? stamp[column.name] ?? "null"} as ${type}) as ${column.name}`;
    });
    const file = join(dir, `${table}.parquet`);
    await lake.run(
      `copy (select ${columns.join(", ")} from range(${rows}) t(n)) to ${quote(file)} (format parquet)`,
    );
    await lake.run(`create view ${table} as select * from read_parquet(${quote(file)})`);
  }
  await lake.run("create table source_row (source_row_id bigint, absent_since integer)");
}

interface Cost {
  readonly seconds: number;
  /** Processor time: on a machine that others use, the steadier of the two. */
  readonly cpuSeconds: number;
}

async function cost(work: () => Promise<void>): Promise<Cost> {
  const startedMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { seconds: (performance.now() - startedMs) / 1000, cpuSeconds: (user + system) / 1e6 };
}

/** The middle one of three by time. */
function middle(costs: readonly Cost[]): Cost {
  return [...costs].sort((a, b) => a.seconds - b.seconds)[1] ?? { seconds: 0, cpuSeconds: 0 };
}

/** Reads every column that rules or view name, of every table the view joins, and does nothing with them. */
function scanSql(text: string): string[] {
  return Object.keys(tables).map((table) => {
    const dataset = datasets.find((candidate) => candidate.table === table);
    const used = (dataset === undefined ? [] : columnsOf(dataset))
      .map((column) => column.name)
      .filter((name) => new RegExp(`\\b${name}\\b`).test(text));
    return `select bit_xor(hash(${used.join(", ")})) from ${table}`;
  });
}

const dir = mkdtempSync(join(tmpdir(), "hp-bench-quality-"));
mkdirSync(join(dir, "spill"));
const lake = await openLake({ memoryMb: 3000, threads, temporaryDir: join(dir, "spill") });
try {
  await makeTables(lake, dir);
  const judged = judgedDatasets({ datasets, checks, views: qualityViews }).find(
    (item) => item.dataset.id === "learner",
  );
  if (judged === undefined) throw new Error("learner has no rules");
  const pass = buildPass(judged, scoringDay(now));
  const found = join(dir, "found.parquet");
  const run = () =>
    lake.run(
      `copy (select record_key, unnest(string_split(broken, ',')) as code, school_id, source_row_id from (${pass})) to ${quote(found)} (format parquet)`,
    );
  const scan = async () => {
    for (const sql of scanSql(pass)) await lake.rows(sql);
  };
  const passes: Cost[] = [];
  const scans: Cost[] = [];
  for (let round = 0; round < 3; round += 1) {
    scans.push(await cost(scan));
    passes.push(await cost(run));
  }
  const counts = await lake.rows<{ code: string; n: string }>(
    `select code, count(*) as n from read_parquet(${quote(found)}) group by code order by code`,
  );
  const plantedCounts = await lake.rows<{ code: string; n: string }>(
    Object.keys(planted)
      .map(
        (code) =>
          `select '${code}' as code, count(*) as n from range(${learners}) t(n) where ${hits(code as keyof typeof planted)} ${hidden[code] ?? ""}`,
      )
      .join(" union all "),
  );
  const seen = Object.fromEntries(counts.map((row) => [row.code, Number(row.n)]));
  const result = {
    bench: "quality",
    learners,
    rules: judged.checks.length,
    threads,
    pass: middle(passes),
    barSeconds: 5,
    bareScan: middle(scans),
    ratio: middle(passes).cpuSeconds / middle(scans).cpuSeconds,
    issues: counts.reduce((sum, row) => sum + Number(row.n), 0),
    planted: Object.fromEntries(
      plantedCounts.map((row) => [row.code, { planted: Number(row.n), found: seen[row.code] ?? 0 }]),
    ),
  };
  console.log(JSON.stringify(result, null, 2));
} finally {
  lake.close();
  rmSync(dir, { recursive: true });
}
