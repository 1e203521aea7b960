import { set } from "../../errors/plant.ts";
import { mainPrintOptions } from "../delivery/main-systems.ts";
import { type PrintedLearner, printLearners } from "../delivery/print-learners.ts";
import { placeOf, type SchoolPost } from "../delivery/school-post.ts";
import { tellLearner } from "../delivery/tell-learners.ts";
import type { LegacyEncoding } from "../delivery/vendor-plan.ts";
import { encodeTcvn3 } from "../encodings/tcvn3.ts";
import { encodeVni } from "../encodings/vni.ts";
import { encodeWindows1258 } from "../encodings/windows-1258.ts";
import { type CsvDialect, CsvWriter } from "../formats/csv-writer.ts";
import { beginCsv } from "../formats/print-sheet.ts";
import { inVietnameseLetters } from "./alphabet.ts";
import { LEGACY_LEARNERS } from "./layout.ts";

type LegacyProgram = {
  encode: (text: string) => Buffer;
  dialect: CsvDialect;
};

const LEGACY_PROGRAMS: Readonly<Record<LegacyEncoding, LegacyProgram>> = {
  tcvn3: { encode: encodeTcvn3, dialect: { delimiter: ";", newline: "\r\n", byteOrderMark: false } },
  vni: { encode: encodeVni, dialect: { delimiter: "\t", newline: "\r\n", byteOrderMark: false } },
  "windows-1258": {
    encode: encodeWindows1258,
    dialect: { delimiter: ",", newline: "\n", byteOrderMark: false },
  },
};

/** Sends the whole file of an old program in its own encoding. */
export function sendLegacy(post: SchoolPost): void {
  const { plan } = post.world;
  const program = LEGACY_PROGRAMS[post.systems.encoding];
  const file = `HSQL_${plan.code}.csv`;
  const csv = new CsvWriter(program.dialect);
  const lines = beginCsv(csv, LEGACY_LEARNERS, { decimal: "." });
  const place = placeOf(post, "legacy", file, "", LEGACY_LEARNERS.intake);
  const learners = printLearners(post.world, mainPrintOptions("legacy", post.world, post.seed, post.today));
  for (const printed of learners) {
    if (post.today.left.has(printed.learner.personId)) continue;
    const typed = asTyped(printed);
    tellLearner(post, place, lines.print(typed.row), typed);
  }
  post.outbox.send("legacy", plan.code, file, program.encode(inVietnameseLetters(csv.toText())));
}

/** A name with letters the encoding lacks is one more deviation from the registry. */
function asTyped(printed: PrintedLearner): PrintedLearner {
  const { learner, row } = printed;
  if (typeof row.fullName !== "string") return printed;
  const typed = inVietnameseLetters(row.fullName);
  if (typed === row.fullName) return printed;
  const lost = set(row, "accentsLost", "fullName", typed);
  return { learner, row, planted: lost === undefined ? printed.planted : [...printed.planted, lost] };
}
