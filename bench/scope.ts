/**
 * What row scope costs: the API's own list, single record, count and name search over 1.03 M learners, once without
 * (the owner's connections, a plain read-only transaction) and once as roles see them (the API's connections: role,
 * scope, policies). The same questions in turns, so that a busy machine slows both.
 *
 *   npm run bench -- scope [--learners 1030393]
 *
 * `share`: how many of the questions a second are left, 1 = all of them. The bar is 0.7.
 */
import { parseArgs } from "node:util";
import { publicScope, type Scope } from "#src/access/scope/reach.ts";
import { type Reader, scopedReader } from "#src/access/scope/scoped-reader.ts";
import { findRecord, readPage } from "#src/api/read/list.ts";
import { readListRequest } from "#src/api/read/list-request.ts";
import { searchNames } from "#src/api/read/name-search.ts";
import { createResource } from "#src/api/read/resource.ts";
import { getDataset } from "#src/domains/catalogue.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { openLearnerCity } from "./measure/learner-city.ts";
import { timesOf } from "./measure/times.ts";

const { values } = parseArgs({ options: { learners: { type: "string", default: "1030393" } } });
const city = await openLearnerCity(Number(values.learners));
const resource = createResource(getDataset("learner"), [["school_id"]]);
const school = "311194800042";

/** The same transaction without role and scope. */
const unscoped: Reader = {
  scope: publicScope,
  read: (work) => inTransaction(city.pool, work, "begin read only; set local statement_timeout = 10000"),
  query: (text, list = []) => unscoped.read((client) => client.query(text, [...list])),
  record: async () => undefined,
  recordedBy: () => unscoped,
};
// What recording each look costs is measured by `bench -- audit`.
const as = (role: Scope["role"], schools: readonly string[]): Reader =>
  scopedReader(
    city.appPool,
    { role, schools, learners: [], staff: [], guardians: [] },
    async () => undefined,
  );

const list = (reader: Reader, query: Readonly<Record<string, string>>): Promise<unknown> => {
  const parsed = readListRequest(resource, query);
  return parsed.kind === "search"
    ? searchNames(reader, resource, parsed.request)
    : readPage(reader, resource, parsed.request);
};

try {
  const { rows } = await city.pool.query<{ id: string; school_id: string }>(
    "select learner_id as id, school_id from learner where school_id = $1 limit 200",
    [school],
  );
  const idAt = (turn: number): string => rows[turn % rows.length]?.id ?? "";
  const names = ["nguyen thi hoa", "le quang khoa", "pham ngoc linh", "do duc hung"];
  const fields = [...resource.columns.values()];
  const one = (reader: Reader) => (turn: number) => findRecord(reader, resource, [idAt(turn)], fields);
  const questions: Readonly<Record<string, (reader: Reader) => (turn: number) => Promise<unknown>>> = {
    lookup: one,
    list: (reader) => () => list(reader, {}),
    listOfSchool: (reader) => () => list(reader, { schoolId: school }),
    count: (reader) => () => list(reader, { schoolId: school, count: "exact" }),
    search: (reader) => (turn) => list(reader, { q: names[turn % names.length] ?? "" }),
  };
  const steward = as("departmentSteward", []);
  const principal = as("principal", [school]);
  const pairs: readonly (readonly [name: string, plain: Reader, scoped: Reader, of: string])[] = [
    ...Object.keys(questions).map((of) => [`city.${of}`, unscoped, steward, of] as const),
    ...["lookup", "listOfSchool", "count", "search"].map(
      (of) => [`school.${of}`, unscoped, principal, of] as const,
    ),
  ];
  const measured: Record<string, { plainMs: number; scopedMs: number; share: number }> = {};
  for (const [name, plain, scoped, of] of pairs) {
    const question = questions[of];
    if (question === undefined) continue;
    const [without, withScope] = [[], []] as [number[], number[]];
    for (let round = 0; round < 5; round += 1) {
      without.push((await timesOf(question(plain), 60)).p50);
      withScope.push((await timesOf(question(scoped), 60)).p50);
    }
    const middle = (times: number[]): number => times.sort((a, b) => a - b)[2] ?? 0;
    const [plainMs, scopedMs] = [middle(without), middle(withScope)];
    measured[name] = { plainMs, scopedMs, share: Math.round((plainMs / scopedMs) * 100) / 100 };
    console.error(`${name}: ${plainMs} ms, scoped ${scopedMs} ms, share ${measured[name]?.share}`);
  }
  // What a school's own list costs when it asks for no school: the policy alone must find its rows.
  const whole = await timesOf(() => list(principal, {}), 60);
  console.log(JSON.stringify({ learners: Number(values.learners), ...measured, schoolWholeListMs: whole }));
} finally {
  await city.close();
}
