import { existsSync, readFileSync } from "node:fs";
import { en, vi } from "zod/locales";
import { type ListConfig, listConfigSchema } from "#src/pipeline/3-identity/linkage/lists/list-config.ts";
import { HpError } from "#src/platform/errors.ts";

/** @throws {HpError} path-not-found; argument-invalid with the file and the key of every fault */
export function readListConfig(
  path: string | undefined,
  threshold: string | undefined,
  language: "vi" | "en",
): ListConfig {
  const given = path === undefined ? {} : parseJson(path, language);
  const parsed = listConfigSchema.safeParse(given, { error: (language === "vi" ? vi : en)().localeError });
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ path: key, message }) =>
      key.length === 0 ? message : `${keyText(key)}: ${message}`,
    );
    throw new HpError("argument-invalid", { name: "--config", reason: `${path}: ${faults.join("; ")}` });
  }
  if (threshold === undefined) return parsed.data;
  const probability = Number(threshold);
  if (!(probability > 0 && probability < 1))
    throw new HpError("argument-invalid", { name: "--threshold", reason: `${threshold}; 0 < P < 1` });
  return { ...parsed.data, threshold: probability };
}

/** `comparisons[1].columns`. */
function keyText(key: readonly PropertyKey[]): string {
  return key
    .map((part, at) => (typeof part === "number" ? `[${part}]` : `${at === 0 ? "" : "."}${String(part)}`))
    .join("");
}

function parseJson(path: string, language: "vi" | "en"): unknown {
  if (!existsSync(path)) throw new HpError("path-not-found", { path });
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new HpError(
      "argument-invalid",
      {
        name: "--config",
        reason: `${path}: ${language === "vi" ? "không phải JSON hợp lệ" : "no valid JSON"}`,
      },
      cause,
    );
  }
}
