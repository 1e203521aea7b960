import type { Language } from "#src/domains/dictionary/text.ts";
import { type Command, type CommandOption, commonOptions } from "./command.ts";

/** The list of commands, one line each. */
export function overview(commands: readonly Command[], language: Language): string {
  const width = Math.max(...commands.map((command) => command.name.length)) + 2;
  const lines = commands.map((command) => `  ${command.name.padEnd(width)}${command.summary[language]}`);
  return language === "vi"
    ? `hp — nền tảng dữ liệu giáo dục số Hoa Phượng\n\nCách dùng: hp <lệnh> [tùy chọn]\n\n${lines.join("\n")}\n\nXem từng lệnh: hp <lệnh> --help    Tiếng Anh: --lang en\n`
    : `hp — Hoa Phượng, the digital education data platform\n\nUsage: hp <command> [options]\n\n${lines.join("\n")}\n\nHelp on a command: hp <command> --help\n`;
}

export function commandHelp(command: Command, language: Language): string {
  const words =
    language === "vi"
      ? { usage: "Cách dùng", options: "Tùy chọn", examples: "Ví dụ" }
      : { usage: "Usage", options: "Options", examples: "Examples" };
  const operands = command.operands === undefined ? "" : ` ${command.operands[language]}`;
  const options = Object.entries({ ...command.options, ...commonOptions }).map(
    ([name, option]) => [flag(name, option, language), option.help[language]] as const,
  );
  const width = Math.max(...options.map(([name]) => name.length)) + 2;
  return [
    `hp ${command.name} — ${command.summary[language]}`,
    "",
    `${words.usage}: hp ${command.name}${operands} [${words.options.toLowerCase()}]`,
    ...(command.details === undefined ? [] : ["", command.details[language]]),
    "",
    `${words.options}:`,
    ...options.map(([name, help]) => `  ${name.padEnd(width)}${help}`),
    ...(command.examples === undefined
      ? []
      : ["", `${words.examples}:`, ...command.examples.map((example) => `  ${example}`)]),
    "",
  ].join("\n");
}

function flag(name: string, option: CommandOption, language: Language): string {
  const short = option.short === undefined ? "" : `-${option.short}, `;
  return `${short}--${name}${option.value === undefined ? "" : ` <${option.value[language]}>`}`;
}
