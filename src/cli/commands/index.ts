import type { Command } from "../command.ts";
import { ingestCommand } from "./ingest.ts";
import { resumeCommand } from "./resume.ts";
import { runsCommand } from "./runs.ts";

/** Every command of `hp`, in the order help shows them. */
export const commands: readonly Command[] = [ingestCommand, runsCommand, resumeCommand];
