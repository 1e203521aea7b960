import type { Command } from "../command.ts";
import { accountCommands } from "./account.ts";
import { auditCommands } from "./audit.ts";
import { backupCommand } from "./backup.ts";
import { cityGenerateCommand } from "./city-generate.ts";
import { dictionaryCommand } from "./dictionary.ts";
import { doctorCommand } from "./doctor.ts";
import { evaluateIdentityCommand } from "./evaluate-identity.ts";
import { geoCommand } from "./geo.ts";
import { identityCommands } from "./identity.ts";
import { ingestCommand } from "./ingest.ts";
import { linkCommand } from "./link.ts";
import { privacyCommands } from "./privacy.ts";
import { qualityCommand } from "./quality.ts";
import { reconcileCommand } from "./reconcile.ts";
import { restoreCommand } from "./restore.ts";
import { resumeCommand } from "./resume.ts";
import { reviewCommand } from "./review.ts";
import { runsCommand } from "./runs.ts";
import { showCommand } from "./show.ts";
import { statusCommand } from "./status.ts";
import { templateCommand } from "./template.ts";
import { upCommand } from "./up.ts";

/** Every command of `hp`, in the order help shows them. */
export const commands: readonly Command[] = [
  upCommand,
  cityGenerateCommand,
  ingestCommand,
  runsCommand,
  showCommand,
  qualityCommand,
  reconcileCommand,
  geoCommand,
  evaluateIdentityCommand,
  linkCommand,
  resumeCommand,
  reviewCommand,
  ...identityCommands,
  ...accountCommands,
  ...privacyCommands,
  ...auditCommands,
  templateCommand,
  dictionaryCommand,
  backupCommand,
  restoreCommand,
  doctorCommand,
  statusCommand,
];
