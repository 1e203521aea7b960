import { noProgress } from "#src/pipeline/progress.ts";
import type { Command } from "../command.ts";
import { withHost } from "../open-host.ts";

interface RunRow {
  readonly run_seq: number;
  readonly status: string;
  readonly started_at: Date;
  readonly ended_at: Date | null;
  readonly files: number;
  readonly rows_in: string;
  readonly published: string;
  readonly unchanged: string;
  readonly merged: string;
  readonly held: string;
}

export const runsCommand: Command = {
  name: "runs",
  summary: { vi: "các lượt nhập và kết cục từng dòng", en: "runs and how their rows ended" },
  options: {},
  run: async (call) => {
    const rows = await withHost(call.config, call.log, noProgress, async ({ database }) => {
      const result = await database.pool.query<RunRow>("select * from run order by run_seq desc");
      return result.rows;
    });
    if (call.json) {
      call.print(JSON.stringify({ runs: rows }));
      return 0;
    }
    const n = new Intl.NumberFormat(call.language === "vi" ? "vi-VN" : "en-GB");
    const time = new Intl.DateTimeFormat("vi-VN", {
      dateStyle: "short",
      timeStyle: "short",
      timeZone: "Asia/Ho_Chi_Minh",
    });
    const head =
      call.language === "vi"
        ? ["lượt", "trạng thái", "bắt đầu", "tệp", "dòng vào", "vào hồ sơ", "không đổi", "gộp", "bị giữ"]
        : ["run", "status", "started", "files", "rows in", "published", "unchanged", "merged", "held"];
    const table = rows.map((row) => [
      String(row.run_seq),
      row.status,
      time.format(row.started_at),
      n.format(row.files),
      ...[row.rows_in, row.published, row.unchanged, row.merged, row.held].map((value) =>
        n.format(Number(value)),
      ),
    ]);
    const widths = head.map((title, index) =>
      Math.max(title.length, ...table.map((cells) => cells[index]?.length ?? 0)),
    );
    for (const cells of [head, ...table])
      call.print(cells.map((cell, index) => cell.padStart(widths[index] ?? 0)).join("  "));
    return 0;
  },
};
