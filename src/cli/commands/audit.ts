import { auditArchiveCommand } from "../audit/archive.ts";
import { auditExportCommand } from "../audit/export.ts";
import { auditLooksCommand } from "../audit/looks.ts";
import { auditTailCommand } from "../audit/tail.ts";
import { auditVerifyCommand } from "../audit/verify.ts";
import type { Command } from "../command.ts";

/** Who looked at what and who changed what, and whether anybody tampered with the record of it. */
export const auditCommands: readonly Command[] = [
  auditVerifyCommand,
  auditExportCommand,
  auditArchiveCommand,
  auditLooksCommand,
  auditTailCommand,
];
