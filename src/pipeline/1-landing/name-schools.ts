import { createHash } from "node:crypto";
import { foldText } from "#src/domains/dictionary/fold.ts";
import { quote } from "#src/platform/duckdb.ts";
import type { IntakeTable } from "../2-standardise/intake-table.ts";
import { findInRegister, sureFrom } from "../3-identity/linkage/find-in-register.ts";
import { keepModel } from "../3-identity/linkage/kept-model.ts";
import type { RunContext } from "../context.ts";
import { loadSchoolRegister } from "./school-register.ts";

/** How a file calls a school whose code is not in the register. */
export interface SchoolMention {
  readonly code: string | null;
  readonly name: string | null;
  /** What letterhead or columns say of where it stands. */
  readonly place: string | null;
}

export interface SchoolCandidate {
  readonly schoolId: string;
  /** Name and place, for people. */
  readonly label: string;
  readonly probability: number;
}

/** What a mention means: a school for certain, one of several, or nobody we know. */
export type NamedSchool =
  | {
      readonly is: "sure";
      readonly schoolId: string;
      readonly by: "person" | "likeness";
      readonly probability: number;
    }
  | { readonly is: "unsure"; readonly candidates: readonly SchoolCandidate[] }
  | { readonly is: "unknown" };

/**
 * What a person's answer about a mention is kept under in `school_alias`: the foreign code itself, or what stands for a
 * name and a place. At most 35 characters.
 */
export function mentionKey({ code, name, place }: SchoolMention): string {
  if (code !== null && code.length <= 35) return code;
  const said = [code ?? "", foldText(name ?? ""), foldText(place ?? "")].join("\u001f");
  return `ten-${createHash("sha256").update(said).digest("hex").slice(0, 24)}`;
}

/**
 * What mentions mean: by a code that the department or a person said is a school's, else by the engine that links
 * learners, held against the register. A mention without a name can only be known by its code.
 *
 * @returns by {@link mentionKey}
 */
export async function nameSchools(
  context: RunContext,
  mentions: readonly SchoolMention[],
  registers: readonly IntakeTable[],
): Promise<ReadonlyMap<string, NamedSchool>> {
  const found = new Map<string, NamedSchool>();
  const byKey = new Map(mentions.map((mention) => [mentionKey(mention), mention]));
  const { rows: aliases } = await context.pool.query<{ alias_code: string; school_id: string }>(
    "select alias_code, school_id from school_alias where alias_code = any($1)",
    [[...byKey.keys()]],
  );
  for (const { alias_code, school_id } of aliases)
    found.set(alias_code, { is: "sure", schoolId: school_id, by: "person", probability: 1 });
  const spec = context.declarations.linkages.find(({ entity }) => entity === "school");
  const open = [...byKey].filter(([key, { name }]) => !found.has(key) && name !== null);
  if (spec === undefined || open.length === 0) return found;
  const entries = await loadSchoolRegister(context, registers);
  if (entries.size === 0) return found;
  await writeMentions(
    context,
    open.map(([, mention]) => mention),
  );
  const { candidates, model } = await findInRegister(context.lake, spec, "school_mention", "school_entry");
  await keepModel(context, model);
  for (const [at, [key]] of open.entries()) {
    const named = (candidates.get(String(at + 1)) ?? []).flatMap(
      ({ entry, probability }): SchoolCandidate[] => {
        const school = entries.get(entry);
        if (school === undefined) return [];
        const label = [school.name, school.place].filter((part) => part !== null).join(", ");
        return [{ schoolId: school.schoolId, label, probability }];
      },
    );
    const [best] = named;
    if (best === undefined) found.set(key, { is: "unknown" });
    else if (best.probability >= sureFrom)
      found.set(key, { is: "sure", schoolId: best.schoolId, by: "likeness", probability: best.probability });
    else found.set(key, { is: "unsure", candidates: named.slice(0, 20) });
  }
  return found;
}

async function writeMentions(
  { lake }: Pick<RunContext, "lake">,
  mentions: readonly SchoolMention[],
): Promise<void> {
  await lake.run(
    `create or replace temp table school_mention (row_id bigint, school_code varchar, school_name varchar, place varchar,
       school_levels varchar, address varchar, phone varchar)`,
  );
  const literal = (value: string | null) => (value === null ? "null" : quote(value));
  for (let from = 0; from < mentions.length; from += 1_000) {
    const values = mentions
      .slice(from, from + 1_000)
      .map(
        ({ code, name, place }, at) =>
          `(${from + at + 1}, ${[code, name, place].map(literal).join(", ")}, null, null, null)`,
      );
    await lake.run(`insert into school_mention values ${values.join(", ")}`);
  }
}
