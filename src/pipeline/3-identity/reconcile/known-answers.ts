import { join } from "node:path";
import { quote } from "#src/platform/duckdb.ts";
import { copiedCsv, copyOut } from "../../5-publish/copy.ts";
import { askByKey } from "../../ask-by-key.ts";
import type { RunContext } from "../../context.ts";

const columns = {
  claim_key: "UUID",
  national_key: "UUID",
  status: "VARCHAR",
  name_matches: "BOOLEAN",
  birth_date_matches: "BOOLEAN",
  sex_matches: "BOOLEAN",
  registry_version: "INTEGER",
  asked_at: "TIMESTAMPTZ",
  first_verified_at: "TIMESTAMPTZ",
  run_seq: "INTEGER",
  is_open: "BOOLEAN",
} as const;

const answered = `claim_key, national_key, status, name_matches, birth_date_matches, sex_matches, registry_version, asked_at,
  first_verified_at, run_seq, status = 'pending' or invalidated_at is not null`;

/**
 * Table `into` (columns of `population_check`, and is_open: pending, or a notice came since): what is known of the
 * claims that `keys`, a query of the lake, names.
 */
export async function loadKnownAnswers(context: RunContext, into: string, keys: string): Promise<void> {
  const { lake, pool, runDir } = context;
  const definition = Object.entries(columns).map(([name, type]) => `${name} ${type}`);
  await lake.run(`create or replace temp table ${into} (${definition.join(", ")})`);
  const { rows } = await pool.query<{ n: string }>("select count(*) as n from population_check");
  const known = Number(rows[0]?.n ?? 0);
  if (known === 0) return;
  const [wanted] = await lake.rows<{ n: string }>(`select count(*) as n from (${keys})`);
  // Asked for about all there is, the whole table is brought over faster than by key.
  if (Number(wanted?.n ?? 0) * 2 < known) {
    await askByKey(context, {
      into,
      keys,
      keyType: "uuid",
      answer: `select ${answered} from asked join population_check on claim_key = k`,
      columns,
    });
    return;
  }
  const file = join(runDir, `all-${into}.csv`);
  const client = await pool.connect();
  try {
    await copyOut(client, `select ${answered} from population_check`, file);
  } finally {
    client.release();
  }
  const types = Object.entries(columns).map(([name, type]) => `${name}: '${type}'`);
  await lake.run(`
    insert into ${into} select * from read_csv(${quote(file)}, ${copiedCsv}, columns = {${types.join(", ")}})
    where claim_key in (${keys})`);
}
