import { parseArgs } from "node:util";
import { type Config, readConfig } from "#src/platform/config.ts";
import { createLog } from "#src/platform/log.ts";
import { type Call, type Command, parseConfigOf } from "./command.ts";

export interface Answer {
  readonly code: number;
  readonly lines: readonly string[];
  /** The last line as the object that `--json` promises. */
  readonly json: unknown;
}

/** Calls a command as `hp` does, with its own options parsed, and keeps what it prints. */
export async function callCommand(
  command: Command,
  config: Config,
  args: readonly string[],
): Promise<Answer> {
  const parsed = parseArgs({
    args: [...args],
    options: parseConfigOf(command),
    allowPositionals: true,
    strict: true,
  });
  const lines: string[] = [];
  const language = parsed.values.lang === "en" ? "en" : "vi";
  const call: Call = {
    config,
    log: createLog("silent"),
    language,
    json: parsed.values.json === true,
    operands: parsed.positionals,
    values: parsed.values,
    print: (line) => lines.push(...line.split("\n")),
    say: (text) => text[language],
  };
  const code = await command.run(call);
  return { code, lines, json: call.json ? JSON.parse(lines.at(-1) ?? "null") : undefined };
}

export function configOf(dataDir: string, databaseUrl: string): Config {
  return readConfig({ HP_DATA: dataDir, DATABASE_URL: databaseUrl, HP_THREADS: "2", HP_MEMORY_MB: "1024" });
}
