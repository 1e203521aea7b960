import { applicationCommand } from "../account/applications.ts";
import { breakGlassCommand } from "../account/break-glass.ts";
import { grantCommands } from "../account/grants.ts";
import { clientCommand } from "../account/machines.ts";
import { peopleCommands } from "../account/people.ts";
import type { Command } from "../command.ts";

/** Who signs in and in which roles; machines and applications too. */
export const accountCommands: readonly Command[] = [
  ...peopleCommands,
  ...grantCommands,
  breakGlassCommand,
  clientCommand,
  applicationCommand,
];
