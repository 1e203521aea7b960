import { foldHeader } from "#src/domains/dictionary/fold.ts";
import type { LinkageSpec } from "#src/domains/dictionary/linkage.ts";
import { HpError } from "#src/platform/errors.ts";
import type { LinkageModel } from "../model.ts";
import type { ListConfig } from "./list-config.ts";
import type { ListField } from "./list-fields.ts";

/**
 * What was learnt, with a person's shares in place of some of it.
 *
 * @throws {HpError} argument-invalid when a column or the number of levels is not the comparison's
 */
export function overrideModel(
  model: LinkageModel,
  spec: LinkageSpec,
  fields: readonly ListField[],
  parameters: ListConfig["parameters"],
): LinkageModel {
  if (parameters === undefined) return model;
  const comparisons = { ...model.comparisons };
  for (const [header, shares] of Object.entries(parameters.comparisons)) {
    const field = fields.find(({ title }) => foldHeader(title) === foldHeader(header));
    const comparison = spec.comparisons.find(({ name }) => name === field?.name);
    const learnt = comparison === undefined ? undefined : comparisons[comparison.name];
    if (comparison === undefined || learnt === undefined)
      throw new HpError("argument-invalid", { name: "--config", reason: `parameters: ${header}` });
    const levels = [...comparison.levels.map(({ name }) => name), "else"];
    for (const given of [shares.m, shares.u])
      if (given !== undefined && given.length !== levels.length)
        throw new HpError("argument-invalid", {
          name: "--config",
          reason: `parameters: ${header}: ${levels.join(", ")}`,
        });
    comparisons[comparison.name] = { m: shares.m ?? learnt.m, u: shares.u ?? learnt.u };
  }
  return { ...model, comparisons, lambda: parameters.lambda ?? model.lambda };
}
