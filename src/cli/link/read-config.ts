import { existsSync, readFileSync } from "node:fs";
import { type ListConfig, listConfigSchema } from "#src/pipeline/3-identity/linkage/lists/list-config.ts";
import { HpError } from "#src/platform/errors.ts";

/** @throws {HpError} path-not-found; argument-invalid with the place of the first fault */
export function readListConfig(path: string | undefined, threshold: string | undefined): ListConfig {
  const given = path === undefined ? {} : parseJson(path);
  const parsed = listConfigSchema.safeParse(given);
  if (!parsed.success) {
    const [first] = parsed.error.issues;
    throw new HpError("argument-invalid", {
      name: "--config",
      reason: `${path}: ${first?.path.join(".") ?? ""} ${first?.message ?? ""}`.trim(),
    });
  }
  if (threshold === undefined) return parsed.data;
  const probability = Number(threshold);
  if (!(probability > 0 && probability < 1))
    throw new HpError("argument-invalid", { name: "--threshold", reason: `${threshold}; 0 < P < 1` });
  return { ...parsed.data, threshold: probability };
}

function parseJson(path: string): unknown {
  if (!existsSync(path)) throw new HpError("path-not-found", { path });
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    throw new HpError("argument-invalid", { name: "--config", reason: `${path}: JSON` }, cause);
  }
}
