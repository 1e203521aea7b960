import { parseArgs } from "node:util";
import { linkCityRows } from "./linkage/city-rows.ts";
import { linkTruthLists } from "./linkage/truth-lists.ts";

/**
 * Linkage alone; the last line printed is one JSON object.
 *
 *   npm run bench -- linkage --lists DIR                 `hp link` on every csv of a folder whose truth can be read off it,
 *                                                        all by the same defaults: pairwise precision, recall, F1
 *   npm run bench -- linkage --scale 1 [--seed 1]        learner rows of a generated city against each other: seconds,
 *                         [--city DIR --data DIR]        memory, pairs compared, precision, recall, F1
 */
const { values } = parseArgs({
  options: {
    lists: { type: "string" },
    scale: { type: "string", default: "0.02" },
    seed: { type: "string", default: "1" },
    city: { type: "string" },
    data: { type: "string" },
  },
});
const { city, data } = values;
const measured =
  values.lists === undefined
    ? await linkCityRows({
        scale: Number(values.scale),
        seed: Number(values.seed),
        ...(city === undefined ? {} : { city }),
        ...(data === undefined ? {} : { data }),
      })
    : await linkTruthLists(values.lists);
console.log(JSON.stringify(measured));
