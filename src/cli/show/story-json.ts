import type { RecordStory } from "./story.ts";

/** The story as one JSON object; every value is there, null included, and 0 stays 0. */
export function storyJson(story: RecordStory) {
  return {
    dataset: story.dataset.id,
    recordId: story.recordId,
    recordKey: story.recordKey,
    version: story.row.version ?? null,
    changedAt: story.row.changedAt ?? null,
    runSeq: story.row.runSeq ?? null,
    values: Object.fromEntries(story.fields.map(({ name, value }) => [name, value])),
    origins: Object.fromEntries(
      story.fields.flatMap(({ name, origin }) => (origin === null ? [] : [[name, origin]])),
    ),
    sourceRows: story.sources.map(({ table: _table, ...source }) => source),
    related: story.related.map(({ dataset, rows, count }) => ({ dataset: dataset.id, count, rows })),
    links: story.links,
    history: story.history,
    issues: story.issues,
    verification: story.verification,
    cases: story.cases,
  };
}
