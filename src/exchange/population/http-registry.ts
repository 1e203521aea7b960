import type {
  ChangePage,
  ClaimAnswer,
  IdentityClaim,
  PopulationRegistry,
} from "#src/pipeline/3-identity/reconcile/population-registry.ts";
import type { PopulationConfig } from "#src/platform/config.ts";
import type { Log } from "#src/platform/log.ts";
import { createRequests } from "./http-requests.ts";
import { readAnswers, readChangePage } from "./read-answers.ts";

/**
 * The population registry over HTTP with JSON, the provider `http`:
 *
 * `POST {url}/v1/verifications` `{batchId, claims: [{claimKey, nationalId, fullName, birthDate, sex}]}`
 * → `{batchId, answers: [{claimKey, outcome, name, birthDate, sex, registryVersion}]}`; the same batch sent again is
 * counted once, so a lost answer may be asked for again.
 *
 * `GET {url}/v1/changes?since={cursor}` → `{cursor, changes: [{nationalId, registryVersion}], hasMore}`.
 *
 * Both with `Authorization: Bearer {key}`. This is our own shape: the wire format of the national registry is not
 * public [unknown], and this file with read-answers.ts is what a connection to it replaces.
 */
export function createHttpRegistry(settings: PopulationConfig, log: Log): PopulationRegistry {
  const { url, batchSize, concurrency } = settings;
  const ask = createRequests(settings, log);
  return {
    id: "http",
    batchSize,
    concurrency,
    verify(batchId: string, claims: readonly IdentityClaim[]): Promise<readonly ClaimAnswer[]> {
      const body = JSON.stringify({ batchId, claims });
      return ask({ url: `${url}/v1/verifications`, body }, (answer) => readAnswers(answer, batchId, claims));
    },
    changesSince(cursor: string | undefined): Promise<ChangePage> {
      const since = cursor === undefined ? "" : `?since=${encodeURIComponent(cursor)}`;
      return ask({ url: `${url}/v1/changes${since}` }, (answer) => readChangePage(answer, cursor));
    },
  };
}
