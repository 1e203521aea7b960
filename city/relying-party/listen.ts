import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createRelyingParty, type RelyingPartyOptions } from "./app.ts";

export interface ListeningParty {
  readonly baseUrl: string;
  /** Begins to answer, once the provider knows it. */
  open(options: Omit<RelyingPartyOptions, "baseUrl">): void;
  close(): void;
}

/** Takes a port first: the provider must know an application's addresses before it signs anybody in. */
export async function listenAsRelyingParty(port = 0): Promise<ListeningParty> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    baseUrl,
    open: (options) => {
      const app = createRelyingParty({ ...options, baseUrl });
      server.on("request", (request, response) => void app.emit("request", request, response));
    },
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** How the application is registered with the provider. */
export const relyingPartyMetadata = (baseUrl: string): Record<string, unknown> => ({
  redirect_uris: [`${baseUrl}/callback`],
  post_logout_redirect_uris: [`${baseUrl}/signed-out`],
  backchannel_logout_uri: `${baseUrl}/backchannel-logout`,
  backchannel_logout_session_required: true,
});
