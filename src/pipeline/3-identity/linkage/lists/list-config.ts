import { z } from "zod";
import { columnKinds } from "./column-kind.ts";

const shares = z.array(z.number().gt(0).lt(1)).min(2);

/**
 * What a person may say of lists before they are linked; nothing of it is needed.
 * `columns`: header → kind, or `ignore`. `comparisons`: exactly what is compared, instead of every column recognised; the
 * columns of one entry are one thing, under one name or another, in one part or several. `blocks`: columns that must agree for two rows to be compared at all.
 * `parameters`: shares of true (`m`) and of random pairs (`u`) by level, `else` last, instead of learnt ones.
 * `threshold`: probability from which two rows are one. `within`: whether rows of one list are compared with each other
 * where two lists are given.
 */
export const listConfigSchema = z.strictObject({
  columns: z.record(z.string(), z.enum([...columnKinds, "ignore"])).default({}),
  comparisons: z
    .array(
      z.strictObject({
        columns: z.array(z.string().min(1)).min(1),
        kind: z.enum(columnKinds).optional(),
        title: z.string().min(1).optional(),
        levels: z.array(z.string()).min(1).optional(),
      }),
    )
    .min(1)
    .optional(),
  blocks: z.array(z.array(z.string()).min(1)).optional(),
  parameters: z
    .strictObject({
      lambda: z.number().gt(0).lt(1).optional(),
      comparisons: z
        .record(z.string(), z.strictObject({ m: shares.optional(), u: shares.optional() }))
        .default({}),
    })
    .optional(),
  threshold: z.number().gt(0).lt(1).default(0.5),
  within: z.boolean().default(true),
});
export type ListConfig = z.infer<typeof listConfigSchema>;
