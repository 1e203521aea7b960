import { dimensions, dimensionTitles } from "#src/domains/dictionary/check.ts";
import type { Language } from "#src/domains/dictionary/text.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { formatNumber } from "../language.ts";
import { type Html, html } from "./html.ts";
import { sayIn } from "./layout.ts";

export type UnitKind = "city" | "commune" | "school";

/** Newest score of a unit over all its datasets, by principle; `*` is the overall one. */
export type Scores = ReadonlyMap<string, number>;

export async function readScores(db: Db, unitKind: UnitKind, unitId?: string): Promise<Scores> {
  const { rows } = await db.query<{ dimension: string; score: number; records: string }>(
    `select distinct on (dimension) dimension, score, records from quality_score
     where unit_kind = $1 and dataset = '*' ${unitId === undefined ? "" : "and unit_id = $2"}
     order by dimension, run_seq desc`,
    unitId === undefined ? [unitKind] : [unitKind, unitId],
  );
  // Of no records nothing can be said, least of all that they are perfect.
  return new Map(rows.filter((row) => row.records !== "0").map((row) => [row.dimension, row.score]));
}

const formatScore = (score: number | undefined, language: Language): string =>
  score === undefined ? "–" : formatNumber(score, language, 1);

/** The eight principles as bars from zero, the overall score first. */
export function scoreList(scores: Scores, language: Language): Html {
  const say = sayIn(language);
  if (scores.size === 0) {
    return html`<p class="empty">${say(
      "Chưa có điểm. Điểm được chấm sau mỗi lượt nhập.",
      "No scores yet. Each run ends with a scoring.",
    )}</p>`;
  }
  const line = (title: string, score: number | undefined, whole: boolean): Html =>
    html`<li${whole ? html` class="whole"` : ""}><span>${title}</span><svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${score ?? 0}" height="8"/></svg><span class="number">${formatScore(score, language)}</span></li>`;
  return html`<ul class="scores">${line(say("Chung", "Overall"), scores.get("*"), true)}${dimensions.map(
    (id) => line(dimensionTitles[id][language], scores.get(id), false),
  )}</ul>
<p class="note">${say("Thang điểm 100.", "Out of 100.")}</p>`;
}
