import type { Server as TlsServer } from "node:tls";
import type { SecurityConfig } from "#src/platform/config-security.ts";
import type { Log } from "#src/platform/log.ts";
import { readSecureContext } from "#src/platform/tls/secure-context.ts";
import { watchCertificate } from "#src/platform/tls/watch-certificate.ts";
import { isTrustedProxy } from "../guard.ts";
import { limitedServerOptions } from "./server.ts";

/**
 * Fastify's options of the way in: limits, TLS, and whose word on the caller's address is taken.
 * @throws HpError `tls-unusable`
 */
export function serverOptionsOf(security: SecurityConfig, log: Log) {
  const { tls } = security;
  const isProxy = isTrustedProxy(security);
  // A function of the address alone: Fastify would also take a count of hops, which anybody can add to.
  const trustProxy = security.trustedProxies.length > 0 ? (address: string) => isProxy(address) : false;
  if (tls === undefined) return { ...limitedServerOptions({ isProxy }), trustProxy };
  return {
    ...limitedServerOptions({
      isProxy,
      tls: { ...readSecureContext(tls), requestCert: tls.clientAuthorities !== undefined },
      onServer: (server) => {
        const watch = watchCertificate(server as unknown as TlsServer, tls, log);
        server.once("close", watch.stop);
      },
    }),
    trustProxy,
  };
}
