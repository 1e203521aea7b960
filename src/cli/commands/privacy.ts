import type { Command } from "../command.ts";
import { privacyConsentCommand } from "../privacy/consent.ts";
import { privacyDpiaCommand } from "../privacy/dpia.ts";
import { privacyIncidentCommand } from "../privacy/incident.ts";
import { privacyKeysCommand } from "../privacy/keys.ts";
import { privacyPurposesCommand } from "../privacy/purposes.ts";
import { privacyRequestCommand } from "../privacy/request.ts";
import { privacyRetentionCommand } from "../privacy/retention.ts";

/** What the law on personal data asks of who runs the platform. */
export const privacyCommands: readonly Command[] = [
  privacyPurposesCommand,
  privacyConsentCommand,
  privacyRequestCommand,
  privacyRetentionCommand,
  privacyIncidentCommand,
  privacyDpiaCommand,
  privacyKeysCommand,
];
