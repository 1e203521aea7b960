import { quote } from "#src/platform/duckdb.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import { askSchool, schoolQuestion } from "../ask-school.ts";
import { getIntake, type RunContext } from "../context.ts";
import type { LandedFile, WaitingTable } from "./landed-file.ts";
import {
  mentionKey,
  type NamedSchool,
  nameSchools,
  type SchoolCandidate,
  type SchoolMention,
} from "./name-schools.ts";
import { findKnownSchools, registersAmong } from "./school-register.ts";

/**
 * Tells whose the tables are that name their school by name, by an old code or by a vendor's own: the school itself when
 * that is sure, a question to a person with the schools it may be when it is not. A name nobody of the register resembles
 * stays as it came. Once the register knows a school the files that named it may be read again.
 */
export async function attributeSchools(
  context: RunContext,
  landed: readonly LandedFile[],
): Promise<readonly LandedFile[]> {
  const tables = landed.flatMap((file) => file.tables);
  const own = tables.filter((table) => speaksOfOneSchool(context, table));
  if (own.length === 0) return landed;
  const registers = registersAmong(context, tables);
  const codes = [...new Set(own.flatMap(({ schoolId }) => schoolId ?? []))];
  const known = await findKnownSchools(context, codes, registers);
  const strangers = own.filter(({ schoolId }) => schoolId === null || !known.has(schoolId));
  const mentions = strangers.map(mentionOf).filter(({ code, name }) => code !== null || name !== null);
  if (mentions.length === 0) return landed;
  const named = await nameSchools(context, mentions, registers);
  const isStranger = new Set(strangers);
  const changed: LandedFile[] = [];
  const asked: Asked[] = [];
  const settled: LandedFile[] = [];
  for (const file of landed) {
    const after = await settleFile(context, file, (table) =>
      isStranger.has(table) ? named.get(mentionKey(mentionOf(table))) : undefined,
    );
    settled.push(after.file);
    asked.push(...after.asked);
    if (after.file !== file) changed.push(after.file);
  }
  await save(context, changed, asked);
  return settled;
}

interface Asked {
  readonly mention: SchoolMention;
  readonly candidates: readonly SchoolCandidate[];
  readonly waiting: WaitingTable;
  readonly fileId: string;
}

/** A list of one school, said beside its rows: rows that carry a school's code each are named one by one. */
function speaksOfOneSchool(context: RunContext, table: IntakeTable): boolean {
  return (
    getIntake(context, table.intake).fromContext.includes("schoolName") &&
    table.positions.schoolCode === undefined &&
    table.positions.schoolName === undefined
  );
}

function mentionOf({ schoolId, context }: IntakeTable): SchoolMention {
  return { code: schoolId, name: context.schoolName ?? null, place: context.place ?? null };
}

async function settleFile(
  context: RunContext,
  file: LandedFile,
  nameOf: (table: IntakeTable) => NamedSchool | undefined,
): Promise<{ readonly file: LandedFile; readonly asked: readonly Asked[] }> {
  const tables: IntakeTable[] = [];
  const asked: Asked[] = [];
  for (const table of file.tables) {
    const named = nameOf(table);
    if (named?.is === "sure") tables.push(attributed(table, named));
    else if (named?.is === "unsure") {
      const mention = mentionOf(table);
      const waiting = {
        sheetName: mention.name ?? "",
        rows: await countRows(context, table),
        questions: [schoolQuestion(mention, named.candidates)],
      };
      asked.push({ mention, candidates: named.candidates, waiting, fileId: file.fileId });
    } else tables.push(table);
  }
  if (asked.length === 0 && tables.every((table, at) => table === file.tables[at])) return { file, asked };
  const waits = asked.map(({ waiting }) => waiting);
  return {
    asked,
    file: {
      ...file,
      tables,
      waiting: [...file.waiting, ...waits],
      heldRows: file.heldRows + waits.reduce((sum, { rows }) => sum + rows, 0),
      ...(waits.length === 0
        ? {}
        : // Even with tables beside that are taken: only a file that waits is read again.
          { reason: "school-unsure", status: "waiting" as const }),
    },
  };
}

function attributed(
  table: IntakeTable,
  { schoolId, by, probability }: Extract<NamedSchool, { is: "sure" }>,
): IntakeTable {
  const { code, name } = mentionOf(table);
  return {
    ...table,
    schoolId,
    context: {
      ...table.context,
      ...(table.context.schoolCode === undefined ? {} : { schoolCode: schoolId }),
    },
    schoolBy: { by, named: name ?? code ?? "", probability },
  };
}

async function countRows({ lake, folders }: RunContext, table: IntakeTable): Promise<number> {
  const [count] = await lake.rows<{ n: string }>(
    `select count(*) as n from read_parquet(${quote(`${folders.lake}/${table.rawPart}`)})
     where file_seq = ${table.fileSeq} and sheet_no = ${table.sheetNo} and row_no between ${table.firstDataRow} and ${table.lastRow}`,
  );
  return Number(count?.n ?? 0);
}

async function save(
  context: RunContext,
  files: readonly LandedFile[],
  asked: readonly Asked[],
): Promise<void> {
  const byMention = Map.groupBy(asked, ({ mention }) => mentionKey(mention));
  await inTransaction(context.pool, async (client) => {
    for (const file of files) {
      await client.query(
        `update file set tables = $2, status = $3, reason = $4, rows_in = $5, school_id = coalesce($6, school_id) where file_seq = $1`,
        [
          file.fileSeq,
          JSON.stringify(file),
          file.status,
          file.reason,
          file.heldRows,
          file.tables[0]?.schoolId ?? null,
        ],
      );
      // What waited for this answer waits no more.
      if (file.status === "landed")
        await client.query(
          "update file set status = 'superseded' where file_id = $1 and run_seq < $2 and status = 'waiting'",
          [file.fileId, context.runSeq],
        );
    }
    for (const of of byMention.values()) {
      const [first] = of;
      if (first === undefined) continue;
      await askSchool(context, client, {
        mention: first.mention,
        candidates: first.candidates,
        sheetName: first.waiting.sheetName,
        rows: of.reduce((sum, { waiting }) => sum + waiting.rows, 0),
        fileIds: of.map(({ fileId }) => fileId),
      });
    }
  });
}
