import { registerApplication } from "#src/access/provider/applications.ts";
import { systemClock } from "#src/platform/clock.ts";
import type { Db } from "#src/platform/postgres/pool.ts";
import { type ListeningParty, listenAsRelyingParty, relyingPartyMetadata } from "./listen.ts";

/** Registers an application with the provider of a database and starts it. */
export async function startParty(
  provider: { readonly issuer: string; readonly pool: Db },
  clientId: string,
  options: {
    readonly own?: boolean;
    readonly acrValues?: string;
    readonly metadata?: Record<string, unknown>;
  } = {},
): Promise<ListeningParty> {
  const { own = false, acrValues, metadata = {} } = options;
  const party = await listenAsRelyingParty();
  const clientSecret = await registerApplication(provider.pool, systemClock, {
    clientId,
    name: "Thư viện số",
    own,
    metadata: { ...relyingPartyMetadata(party.baseUrl), ...metadata },
  });
  party.open({
    issuer: provider.issuer,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(acrValues === undefined ? {} : { acrValues }),
  });
  return party;
}
