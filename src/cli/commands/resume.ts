import { resume } from "#src/pipeline/run.ts";
import type { Command } from "../command.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { printRun } from "./ingest.ts";

export const resumeCommand: Command = {
  name: "resume",
  summary: { vi: "làm tiếp lượt nhập bị ngắt", en: "finish the interrupted run" },
  options: {},
  run: async (call) => {
    const result = await withHost(call.config, call.log, progressLines(call.language), ({ host }) =>
      resume(host),
    );
    if (result !== undefined) {
      printRun(call, result);
      return result.accounted ? 0 : 1;
    }
    call.print(
      call.json
        ? JSON.stringify({ runId: null })
        : call.say({ vi: "Không có lượt nhập nào dang dở.", en: "No run is unfinished." }),
    );
    return 0;
  },
};
