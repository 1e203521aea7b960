import type { ParseArgsConfig } from "node:util";
import type { Language, Text } from "#src/domains/dictionary/text.ts";
import type { Config } from "#src/platform/config.ts";
import type { Log } from "#src/platform/log.ts";

export interface CommandOption {
  readonly type: "string" | "boolean";
  readonly multiple?: boolean;
  readonly short?: string;
  readonly help: Text;
  /** How the value is called in help: `--scale <tỉ lệ>`. */
  readonly value?: Text;
}

/** One `hp` command: what it is called, what it takes, and its work. */
export interface Command {
  /** One or two words: `ingest`, `city generate`. */
  readonly name: string;
  readonly summary: Text;
  /** What stands after the name: `<tệp…>`. */
  readonly operands?: Text;
  readonly details?: Text;
  readonly examples?: readonly string[];
  readonly options: Readonly<Record<string, CommandOption>>;
  /** Returns the process's exit code. */
  run(call: Call): Promise<number>;
}

/** One call of a command. */
export interface Call {
  readonly config: Config;
  readonly log: Log;
  readonly language: Language;
  readonly json: boolean;
  readonly operands: readonly string[];
  readonly values: Readonly<Record<string, string | boolean | readonly (string | boolean)[] | undefined>>;
  /** The command's answer, on stdout. In JSON mode the last line is one object. */
  print(line: string): void;
  /** A sentence in the caller's language. */
  say(text: Text): string;
}

/** Options every command has. */
export const commonOptions: Readonly<Record<string, CommandOption>> = {
  json: {
    type: "boolean",
    help: {
      vi: "kết quả cho máy đọc: dòng cuối là một đối tượng JSON",
      en: "machine-readable: the last line is one JSON object",
    },
  },
  lang: {
    type: "string",
    value: { vi: "vi|en", en: "vi|en" },
    help: { vi: "ngôn ngữ của thông báo", en: "language of messages" },
  },
  help: { type: "boolean", short: "h", help: { vi: "xem hướng dẫn", en: "show help" } },
};

export function parseConfigOf(command: Command): NonNullable<ParseArgsConfig["options"]> {
  return Object.fromEntries(
    Object.entries({ ...commonOptions, ...command.options }).map(([name, option]) => [
      name,
      {
        type: option.type,
        ...(option.multiple === undefined ? {} : { multiple: option.multiple }),
        ...(option.short === undefined ? {} : { short: option.short }),
      },
    ]),
  );
}

export function findString(call: Call, name: string): string | undefined {
  const value = call.values[name];
  return typeof value === "string" ? value : undefined;
}

export function isSet(call: Call, name: string): boolean {
  return call.values[name] === true;
}
