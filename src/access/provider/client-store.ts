import type { Adapter, ClientMetadata } from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { findApplicationMetadata } from "./applications.ts";
import { findMachineMetadata } from "./machines.ts";

/**
 * Applications and machines as oidc-provider's adapter; they are registered elsewhere, never through the provider.
 * @param rememberedMs one sign-in asks for its application four times; a disabled one is out after this long
 */
export function createClientStore(pool: Pool, clock: Clock, rememberedMs = 3_000): Adapter {
  const remembered = new Map<string, { readonly metadata: ClientMetadata; readonly untilMs: number }>();
  const refuse = async (): Promise<void> => {
    throw new Error("clients are not registered through the provider");
  };
  return {
    find: async (clientId) => {
      const nowMs = performance.now();
      const known = remembered.get(clientId);
      if (known !== undefined && known.untilMs > nowMs) return known.metadata;
      remembered.delete(clientId);
      const metadata =
        (await findApplicationMetadata(pool, clock, clientId)) ??
        (await findMachineMetadata(pool, clock, clientId));
      if (metadata !== undefined) remembered.set(clientId, { metadata, untilMs: nowMs + rememberedMs });
      return metadata;
    },
    findByUid: async () => undefined,
    findByUserCode: async () => undefined,
    upsert: refuse,
    consume: refuse,
    destroy: refuse,
    revokeByGrantId: refuse,
  };
}
