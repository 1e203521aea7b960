import type { Language } from "#src/domains/dictionary/text.ts";
import type { Progress } from "#src/pipeline/progress.ts";

/**
 * Draws progress on stderr: on a terminal one line that rewrites itself, with rate and time left; in a pipe a plain
 * line at each new step and every tenth of a step.
 */
export function progressLines(language: Language, stream: NodeJS.WriteStream = process.stderr): Progress {
  const numbers = new Intl.NumberFormat(language === "vi" ? "vi-VN" : "en-GB", { maximumFractionDigits: 1 });
  let step = "";
  let startedMs = 0;
  let lastShare = -1;
  return (event) => {
    const isNew = event.step !== step;
    if (isNew) {
      if (step !== "" && stream.isTTY) stream.write("\n");
      step = event.step;
      startedMs = performance.now();
      lastShare = -1;
    }
    const title = event.title[language];
    if (event.total === undefined || event.total === 0) {
      if (isNew) stream.write(stream.isTTY ? `${title} …` : `${title}\n`);
      return;
    }
    const share = event.done / event.total;
    const tenth = Math.floor(share * 10);
    if (!stream.isTTY && tenth === lastShare) return;
    lastShare = tenth;
    const seconds = (performance.now() - startedMs) / 1000;
    const rate = seconds > 0.5 ? event.done / seconds : 0;
    const left = rate > 0 ? (event.total - event.done) / rate : 0;
    const tail =
      rate > 0 && share < 1
        ? language === "vi"
          ? `, ${numbers.format(rate)}/giây, còn khoảng ${numbers.format(Math.ceil(left))} giây`
          : `, ${numbers.format(rate)}/s, about ${numbers.format(Math.ceil(left))} s left`
        : "";
    const line = `${title}: ${numbers.format(event.done)}/${numbers.format(event.total)}${tail}`;
    stream.write(stream.isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
}
