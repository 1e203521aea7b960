import { join } from "node:path";
import { type Config, foldersOf } from "#src/platform/config.ts";
import { type Neighbour, startNeighbour } from "../neighbour.ts";

const program = join(import.meta.dirname, "../../../city/vneid/cli.ts");

/**
 * VNeID for the sample city: its people sign in there with their number and its last six digits.
 * @param origin of this program: browsers are sent back nowhere else
 */
export function startSampleVneid(config: Config, origin: string): Promise<Neighbour> {
  const { city } = foldersOf(config.dataDir);
  return startNeighbour(program, ["--city", city, "--redirect", `${origin}/sign-in/vneid/callback`]);
}
