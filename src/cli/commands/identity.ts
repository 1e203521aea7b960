import type { Command } from "../command.ts";
import {
  identityDecideCommand,
  identityMergeCommand,
  identitySplitCommand,
  identityUndoCommand,
} from "../identity/decide.ts";
import { identityExplainCommand } from "../identity/explain.ts";
import { identityHistoryCommand } from "../identity/history.ts";
import { identityQueueCommand } from "../identity/queue.ts";
import { identityReviewersCommand } from "../identity/reviewers.ts";
import { identityShowCommand } from "../identity/show.ts";

/** What people see and decide of who is who. */
export const identityCommands: readonly Command[] = [
  identityQueueCommand,
  identityShowCommand,
  identityDecideCommand,
  identityMergeCommand,
  identitySplitCommand,
  identityUndoCommand,
  identityHistoryCommand,
  identityExplainCommand,
  identityReviewersCommand,
];
