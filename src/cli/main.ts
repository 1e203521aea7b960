import { parseArgs } from "node:util";
import type { Language } from "#src/domains/dictionary/text.ts";
import { readConfig } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { createLog } from "#src/platform/log.ts";
import { withoutValues } from "#src/platform/without-values.ts";
import { type Call, type Command, parseConfigOf } from "./command.ts";
import { commands } from "./commands/index.ts";
import { commandHelp, overview } from "./help.ts";
import { runningSettings } from "./running.ts";

/** The `hp` command. Exit codes: 0 done, 1 the work failed, 2 the call was wrong. */
async function main(args: readonly string[]): Promise<number> {
  const language: Language = languageOf(args);
  const named = commands
    .filter((command) => command.name.split(" ").every((word, index) => args[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
  if (named === undefined) {
    const wanted = args.find((arg, index) => !arg.startsWith("-") && args[index - 1] !== "--lang");
    process.stdout.write(overview(commands, language));
    if (wanted === undefined) return 0;
    process.stderr.write(
      language === "vi" ? `\nKhông có lệnh “${wanted}”.\n` : `\nNo command “${wanted}”.\n`,
    );
    return 2;
  }
  const parsed = parse(named, args.slice(named.name.split(" ").length), language);
  if (parsed === undefined) return 2;
  if (parsed.values.help === true) {
    process.stdout.write(commandHelp(named, language));
    return 0;
  }
  const own = readConfig(process.env);
  const call: Call = {
    // Beside a running sample the registry is the one it started; a setting of one's own comes first.
    config:
      named.name === "up" || own.population !== undefined
        ? own
        : readConfig({ ...process.env, ...runningSettings(own.dataDir) }),
    log: createLog(),
    language,
    json: parsed.values.json === true,
    operands: parsed.positionals,
    values: parsed.values,
    print: (line) => process.stdout.write(`${line}\n`),
    say: (text) => text[language],
  };
  return named.run(call);
}

function languageOf(args: readonly string[]): Language {
  const at = args.indexOf("--lang");
  return args.includes("--lang=en") || (at >= 0 && args[at + 1] === "en") ? "en" : "vi";
}

function parse(command: Command, args: readonly string[], language: Language) {
  try {
    return parseArgs({
      args: [...args],
      options: parseConfigOf(command),
      allowPositionals: true,
      strict: true,
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      `${language === "vi" ? "Lệnh viết chưa đúng" : "Wrong call"}: ${reason}\n\n${commandHelp(command, language)}`,
    );
    return undefined;
  }
}

// `hp … | head` closes our output: nobody listens any more, which is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(0);
});

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const args = process.argv.slice(2);
  const language = languageOf(args);
  if (error instanceof HpError) {
    process.stderr.write(`${error.sentence(language)}\n`);
    if (args.includes("--json"))
      process.stdout.write(`${JSON.stringify({ ...error.facts, code: error.code })}\n`);
  } else {
    // Postgres and DuckDB quote the value they choked on, which may be somebody's name.
    const shown = withoutValues(error);
    process.stderr.write(
      `${language === "vi" ? "Lỗi ngoài dự tính" : "Unexpected error"}: ${shown.stack ?? shown.message}\n`,
    );
  }
  process.exitCode = 1;
}
