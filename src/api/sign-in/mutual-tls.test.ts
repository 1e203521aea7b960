import { randomUUID, X509Certificate } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "#src/access/accounts/client.ts";
import { schoolResource } from "#src/access/provider/configuration.ts";
import { findMachine } from "#src/access/provider/machines.ts";
import {
  certificateFromHeader,
  certificateFromSocket,
  isBoundTo,
  isSubject,
} from "#src/access/provider/mutual-tls.ts";
import { systemClock } from "#src/platform/clock.ts";
import { type SignInWorld, startSignInWorld } from "./test-sign-in.test-support.ts";

/** C=VN, O=Nha cung cap a, CN=api.a.example; made for this test, its key is nowhere. */
const certificateA = `-----BEGIN CERTIFICATE-----
MIIB7jCCAZOgAwIBAgIUDlj3yx/sJ2gaDzq/INlRWFVNGvkwCgYIKoZIzj0EAwIw
PjELMAkGA1UEBhMCVk4xFzAVBgNVBAoMDk5oYSBjdW5nIGNhcCBhMRYwFAYDVQQD
DA1hcGkuYS5leGFtcGxlMCAXDTI2MTEyMzA0MDUyMloYDzIxMjYxMDMwMDQwNTIy
WjA+MQswCQYDVQQGEwJWTjEXMBUGA1UECgwOTmhhIGN1bmcgY2FwIGExFjAUBgNV
BAMMDWFwaS5hLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAS52e1o
OTG+iacbLecZvqpDYoVGAZ/fcTYROJ2lgBq1wQu1ayx5Inp89ofAYss8lItkyWw2
p3YYuby9s+lpk/xMo20wazAdBgNVHQ4EFgQUR6gWr/sFC8DHLg96XuD0Yq9edkcw
HwYDVR0jBBgwFoAUR6gWr/sFC8DHLg96XuD0Yq9edkcwDwYDVR0TAQH/BAUwAwEB
/zAYBgNVHREEETAPgg1hcGkuYS5leGFtcGxlMAoGCCqGSM49BAMCA0kAMEYCIQCC
LZ2oVB+gDCeKfsJU2PnPlHNUIc/fKO/8heu3qSqpcQIhAKg/Vr71kEKCC3Ng1lIq
I8dcp3gi43jyqAi6u6LlqrEE
-----END CERTIFICATE-----
`;
const certificateB = `-----BEGIN CERTIFICATE-----
MIIB7TCCAZOgAwIBAgIUSnfyyTRYygD3CziILdhxLH8mOvIwCgYIKoZIzj0EAwIw
PjELMAkGA1UEBhMCVk4xFzAVBgNVBAoMDk5oYSBjdW5nIGNhcCBiMRYwFAYDVQQD
DA1hcGkuYi5leGFtcGxlMCAXDTI2MTEyMzA0MDUyMloYDzIxMjYxMDMwMDQwNTIy
WjA+MQswCQYDVQQGEwJWTjEXMBUGA1UECgwOTmhhIGN1bmcgY2FwIGIxFjAUBgNV
BAMMDWFwaS5iLmV4YW1wbGUwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAAT/qUFx
7Ie27iY6dMBQETR7OgxFk9s/l36gCfa0+x6V+axUdpiR563LWi+lONaDyS27CcNP
a4Gyekp5P06F7YnEo20wazAdBgNVHQ4EFgQU9WIstSgSISqK5BGYFZKV7wPT9hEw
HwYDVR0jBBgwFoAU9WIstSgSISqK5BGYFZKV7wPT9hEwDwYDVR0TAQH/BAUwAwEB
/zAYBgNVHREEETAPgg1hcGkuYi5leGFtcGxlMAoGCCqGSM49BAMCA0gAMEUCIQCH
r0BjFjno1mz58YfpsSoP7Pof+OkSQuKPwuuZ5Ty86gIgS6A5ICNMbtp2r1Fh0WZx
vuRkDO0g6tAE4aTtoImzuB8=
-----END CERTIFICATE-----
`;

const school = "31119480000";
const actor = { accountId: null, role: null, unit: null, from: null, requestId: null };
let world: SignInWorld;
beforeAll(async () => {
  world = await startSignInWorld({
    provider: {
      // Only what names itself the proxy is believed.
      mutualTls: certificateFromHeader(
        "x-certificate",
        "x-verified",
        (request) => request.headers.via === "proxy",
      ),
    },
  });
  const { client } = await createClient(
    world.context,
    {
      clientId: "bound",
      displayName: "Bound",
      scopes: ["upload"],
      auth: { method: "tls_client_auth", subject: "CN=api.a.example,O=Nha cung cap a,C=VN" },
    },
    actor,
  );
  await world.pool.query(
    `insert into access.grant (grant_id, account_id, role, unit_kind, unit_id, valid_from, reason)
     values ($1, $2, 'vendorClient', 'school', $3, '2026-01-01', 'test')`,
    [randomUUID(), client.accountId, school],
  );
});
afterAll(() => world.close());

async function ask(headers: Record<string, string>): Promise<Record<string, string>> {
  const response = await fetch(`${world.issuer}/token`, {
    method: "POST",
    headers,
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: "bound",
      scope: "upload",
      resource: schoolResource(world.issuer, school),
    }),
  });
  return (await response.json()) as Record<string, string>;
}

const proxied = (certificate: string, verified = "SUCCESS") => ({
  via: "proxy",
  "x-certificate": encodeURIComponent(certificate),
  "x-verified": verified,
});

test("a machine with its certificate gets a token, which is worth nothing without the certificate", async () => {
  const { access_token: token = "" } = await ask(proxied(certificateA));
  const machine = await findMachine(world.pool, systemClock, world.issuer, token);
  const thumbprint = machine?.certificateThumbprint ?? "";
  expect(isBoundTo(thumbprint, new X509Certificate(certificateA))).toBe(true);
  expect(isBoundTo(thumbprint, new X509Certificate(certificateB))).toBe(false);
  expect(isBoundTo(thumbprint, undefined)).toBe(false);
});

test.each<[string, Record<string, string>]>([
  ["none", {}],
  ["another vendor's", proxied(certificateB)],
  ["its own, but of no authority we trust", proxied(certificateA, "FAILED:self-signed")],
  ["its own, said by somebody who is not the proxy", { ...proxied(certificateA), via: "somebody" }],
  ["no certificate at all", proxied("-----BEGIN NONSENSE-----")],
  [
    "a percent sign that ends nowhere",
    { via: "proxy", "x-certificate": "%E0%A4%A", "x-verified": "SUCCESS" },
  ],
])("certificate: %s", async (_what, headers) => {
  expect((await ask(headers)).error).toBe("invalid_client");
});

test("names are compared whole", () => {
  const certificate = new X509Certificate(certificateA);
  expect(isSubject(certificate, "tls_client_auth_san_dns", "api.a.example")).toBe(true);
  expect(isSubject(certificate, "tls_client_auth_san_dns", "a.example")).toBe(false);
  expect(isSubject(certificate, "tls_client_auth_subject_dn", "CN=api.a.example")).toBe(false);
  expect(isSubject(certificate, "tls_client_auth_san_ip", "")).toBe(false);
  expect(isSubject(certificate, "unheard_of", "api.a.example")).toBe(false);
});

test("without TLS of our own there is no certificate on the socket", () => {
  const request = { socket: {} } as Parameters<typeof certificateFromSocket.findCertificate>[0];
  expect(certificateFromSocket.findCertificate(request)).toBeUndefined();
  expect(certificateFromSocket.isAuthorised(request)).toBe(false);
});
