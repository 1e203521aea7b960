import type { Reader } from "#src/access/scope/scoped-reader.ts";
import { findPair } from "#src/pipeline/3-identity/decide/queue.ts";
import { HpError } from "#src/platform/errors.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { namesTag, strongEtag } from "../etag.ts";
import { getPairStory, type PairStory, pairJson } from "./pair-story.ts";

/** Names a pair as it was read, with both records and the evidence. */
const pairTag = (story: PairStory): string => strongEtag(JSON.stringify(pairJson(story)));

/**
 * Nobody decides on what has changed since it was read. An answered pair is judged by its decisions instead: a
 * repeated request must get its first answer.
 * @throws HpError `precondition-failed`
 */
export async function assertAsRead(
  reader: Reader,
  keyring: Keyring,
  reviewId: string,
  tag: string,
): Promise<void> {
  const isAsRead = await reader.read(async (client) => {
    if ((await findPair(client, reviewId))?.status !== "open") return true;
    return namesTag(tag, pairTag(await getPairStory(client, keyring, reviewId)), false);
  });
  if (!isAsRead) throw new HpError("precondition-failed");
}
