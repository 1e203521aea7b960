import { abandon, resume } from "#src/pipeline/run.ts";
import type { Call, Command } from "../command.ts";
import { withHost } from "../open-host.ts";
import { progressLines } from "../progress-lines.ts";
import { printRun } from "./ingest.ts";

const none = { vi: "Không có lượt nhập nào dang dở.", en: "No run is unfinished." };

export const resumeCommand: Command = {
  name: "resume",
  summary: { vi: "làm tiếp lượt nhập bị ngắt", en: "finish the interrupted run" },
  options: {
    abandon: {
      type: "boolean",
      help: {
        vi: "bỏ lượt đó nếu chưa công bố gì; tệp của nó gửi lại được",
        en: "give it up if nothing of it is published; its files may be sent again",
      },
    },
  },
  run: async (call) => (call.values.abandon === true ? giveUp(call) : finish(call)),
};

async function finish(call: Call): Promise<number> {
  const result = await withHost(call.config, call.log, progressLines(call.language), ({ host }) =>
    resume(host),
  );
  if (result !== undefined) {
    printRun(call, result);
    return result.accounted ? 0 : 1;
  }
  call.print(call.json ? JSON.stringify({ runId: null }) : call.say(none));
  return 0;
}

async function giveUp(call: Call): Promise<number> {
  const runSeq = await withHost(call.config, call.log, progressLines(call.language), ({ host }) =>
    abandon(host),
  );
  const done = {
    vi: `Đã bỏ lượt ${runSeq}: chưa có gì của lượt này được công bố. Gửi lại tệp khi cần.`,
    en: `Run ${runSeq} is abandoned: nothing of it was published. Send its files again when needed.`,
  };
  call.print(
    call.json ? JSON.stringify({ abandoned: runSeq ?? null }) : call.say(runSeq === undefined ? none : done),
  );
  return 0;
}
