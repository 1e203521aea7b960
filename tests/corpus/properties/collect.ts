import { Refusal } from "#src/pipeline/1-landing/parse/refusal.ts";
import type { CellText, RowSink } from "#src/pipeline/1-landing/parse/types.ts";

/** All a parser said, as one value to compare. */
export type Collected = { lines: unknown[]; rows: Map<number, CellText[]> };

function collector(): { sink: RowSink; said: Collected } {
  const said: Collected = { lines: [], rows: new Map() };
  return {
    said,
    sink: {
      begin: (sheet) => void said.lines.push(["begin", sheet]),
      row(rowNo, cells) {
        said.lines.push(["row", rowNo, [...cells]]);
        said.rows.set(rowNo, [...cells]);
      },
      issue: (issue) => void said.lines.push(["issue", issue]),
      end: (end) => void said.lines.push(["end", end]),
    },
  };
}

/** What `run` gives its sink, a refusal included as the last word. */
export async function collect(run: (sink: RowSink) => Promise<unknown>): Promise<Collected> {
  const { sink, said } = collector();
  try {
    await run(sink);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    said.lines.push(["refused", error.code, error.place]);
  }
  return said;
}
