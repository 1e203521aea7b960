import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createVneidServer, type VneidOptions } from "./server.ts";

/** Starts it on loopback. Its tokens name the port, which is known only once something listens there. */
export async function listenAsVneid(
  options: Omit<VneidOptions, "issuer">,
  port = 0,
): Promise<{ readonly issuer: string; close(): void }> {
  const server = createServer();
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const vneid = createVneidServer({ ...options, issuer });
  server.on("request", (request, response) => void vneid.emit("request", request, response));
  return {
    issuer,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
