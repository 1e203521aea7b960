import type { PlantedError } from "../../errors/kinds.ts";
import { SECOND_SYSTEM } from "../../errors/plant-learner.ts";
import { hashFraction } from "../../world/random.ts";
import { printSome } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import type { LayoutColumn } from "../layout.ts";
import { codeGrade } from "../rows/spellings.ts";
import type { Row, Value } from "../rows/value.ts";
import { K12_LEARNERS } from "./layout.ts";

const PAGE = 500;
const SHARE_OF_LEARNERS = 0.6;
const FULL_DATE = /^\d{4}-\d{2}-\d{2}$/;

type Json = string | number | boolean | null | { [key: string]: Json };

const COPY: PlantedError = { kind: "duplicateAcross", column: "", trueValue: "", writtenValue: "" };

/** Sends the pages of K12Online: a second record of part of the school's learners, under its own codes. */
export function sendK12(post: SchoolPost): void {
  const { plan } = post.world;
  const delta = post.mode === "delta";
  const known = printSome(
    post.world,
    {
      seed: post.seed,
      system: "k12online",
      layout: K12_LEARNERS,
      grade: codeGrade,
      rates: SECOND_SYSTEM,
      unicode: true,
      guardianAlways: false,
      today: post.today,
    },
    ({ personId }) =>
      hashFraction(post.seed, "k12online", plan.code, personId) < SHARE_OF_LEARNERS &&
      (!delta || post.today.changed.has(personId)),
  );
  const pages = Math.ceil(known.length / PAGE);
  for (let page = 1; page <= pages; page += 1) {
    const file = delta ? `hoc-sinh-thay-doi-trang-${page}.json` : `hoc-sinh-trang-${page}.json`;
    const place = placeOf(post, "k12online", file, "", K12_LEARNERS.intake);
    const records = known.slice((page - 1) * PAGE, page * PAGE).map(({ learner, row, planted }, index) => {
      row.learnerCode = `K12-${learner.localCode}`;
      post.outbox.truth.row(place, index + 1, learner.personId, [...planted, COPY]);
      post.outbox.counts.secondSystemRows += 1;
      return JSON.stringify(record(row));
    });
    const head = JSON.stringify({
      nguon: "K12Online",
      maTruong: plan.code,
      tenTruong: plan.name,
      namHoc: "2026-2027",
      kieuGui: delta ? "thay đổi" : "toàn bộ",
      trang: page,
      tongSoTrang: pages,
      tongSoBanGhi: known.length,
    });
    post.outbox.send(
      "k12online",
      plan.code,
      file,
      `${head.slice(0, -1)},"data":[\n${records.join(",\n")}\n]}\n`,
    );
  }
}

/** The row as a nested record, keys as in the layout. */
function record(row: Row): Json {
  const out: { [key: string]: Json } = {};
  for (const column of K12_LEARNERS.columns) {
    const value = jsonOf(row[column.column], column);
    const [outer, inner] = column.header;
    if (inner === undefined) {
      out[outer] = value;
      continue;
    }
    const nested = out[outer];
    if (typeof nested === "object" && nested !== null) nested[inner] = value;
    else out[outer] = { [inner]: value };
  }
  return out;
}

function jsonOf(value: Value | undefined, column: LayoutColumn): Json {
  if (value === undefined || value === null) return null;
  if (typeof value === "object") return "raw" in value ? value.raw : Number(value.literal);
  if (column.kind === "date" && typeof value === "string" && FULL_DATE.test(value))
    return `${value}T00:00:00`;
  return value;
}
