import { generateKeyPairSync, type JsonWebKey } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { disableAccount } from "./account.ts";
import { type AccountWorld, code, createAccountWorld, nobody } from "./account-world.test-support.ts";
import { createClient, getClient, listClients, setClientKeys, setClientScopes } from "./client.ts";
import { findClientBySecret, replaceLeakedSecret, rotateClientSecret } from "./client-secret.ts";

let world: AccountWorld;
beforeAll(async () => {
  world = await createAccountWorld();
});
afterAll(() => world.close());

let clients = 0;
async function addClient() {
  clients += 1;
  const clientId = `vendor-${clients}`;
  const { client, secret } = await createClient(
    world.context,
    { clientId, displayName: "Phần mềm thử", scopes: ["roster.read"], auth: { method: "client_secret" } },
    nobody,
  );
  return { ...client, secret: secret ?? "" };
}
const open = async (clientId: string, secret: string): Promise<string | undefined> =>
  (await findClientBySecret(world.context, clientId, secret))?.clientId;
const days = (count: number): void => world.clock.forward(count * 24 * 60);

describe("a secret", () => {
  test("opens its own client and no other; only its hash is stored", async () => {
    const [one, other] = [await addClient(), await addClient()];
    expect(await open(one.clientId, one.secret)).toBe(one.clientId);
    expect(await open(other.clientId, one.secret)).toBeUndefined();
    for (const wrong of ["", one.secret.slice(1), `${one.secret}=`, "x".repeat(1e6)])
      expect(await open(one.clientId, wrong)).toBeUndefined();
    expect(await open("vendor-unknown", one.secret)).toBeUndefined();
    const { rows } = await world.database.pool.query<{ all: string }>(
      "select string_agg(s::text, ' ') as all from access.client_secret s",
    );
    expect(rows[0]?.all).not.toContain(one.secret);
    expect(world.events.length).toBeGreaterThan(0);
    expect(JSON.stringify(world.events)).not.toContain(one.secret);
  });

  test("rotates with an overlap: old and new are good for seven days, never three, then the new one alone", async () => {
    const { clientId, secret: first } = await addClient();
    const second = await rotateClientSecret(world.context, clientId, nobody);
    days(6);
    expect([await open(clientId, first), await open(clientId, second)]).toEqual([clientId, clientId]);
    const third = await rotateClientSecret(world.context, clientId, nobody);
    expect([await open(clientId, first), await open(clientId, second), await open(clientId, third)]).toEqual([
      undefined,
      clientId,
      clientId,
    ]);
    days(7);
    expect([await open(clientId, second), await open(clientId, third)]).toEqual([undefined, clientId]);
  });

  test("rotated by two at once leaves at most two that are good", async () => {
    const { clientId, secret } = await addClient();
    const fresh = await Promise.all([1, 2, 3].map(() => rotateClientSecret(world.context, clientId, nobody)));
    const good = await Promise.all([secret, ...fresh].map((one) => open(clientId, one)));
    expect(good.filter((one) => one !== undefined).length).toBe(2);
  });

  test("that got out ends now, with all before it; a disabled client has none", async () => {
    const { clientId, accountId, secret } = await addClient();
    const second = await rotateClientSecret(world.context, clientId, nobody);
    const third = await replaceLeakedSecret(world.context, clientId, nobody);
    expect([await open(clientId, secret), await open(clientId, second), await open(clientId, third)]).toEqual(
      [undefined, undefined, clientId],
    );
    await disableAccount(world.context, accountId, "hết hợp đồng", nobody);
    expect(await open(clientId, third)).toBeUndefined();
  });
});

describe("keys of a client", () => {
  const jwk = (
    pair: { readonly publicKey: { export(options: { format: "jwk" }): JsonWebKey } },
    kid?: string,
  ): JsonWebKey => ({
    ...pair.publicKey.export({ format: "jwk" }),
    ...(kid === undefined ? {} : { kid }),
  });
  const ec = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const register = (keys: readonly JsonWebKey[]) => {
    clients += 1;
    return createClient(
      world.context,
      {
        clientId: `vendor-${clients}`,
        displayName: "Khóa",
        scopes: ["roster.read"],
        auth: { method: "private_key_jwt", keys },
      },
      nobody,
    );
  };

  test("are public ones of kinds we verify, each with its id; such a client has no secret", async () => {
    const { client, secret } = await register([jwk(ec, "a"), jwk(rsa, "b")]);
    expect(secret).toBeUndefined();
    expect(client.jwks?.keys.map(({ kid }) => kid)).toEqual(["a", "b"]);
    await setClientKeys(world.context, client.clientId, [jwk(generateKeyPairSync("ed25519"), "c")], nobody);
    expect((await getClient(world.context.pool, client.clientId)).jwks?.keys.length).toBe(1);
    await expect(rotateClientSecret(world.context, client.clientId, nobody)).rejects.toEqual(
      code("client-not-found"),
    );
    const secretOnly = await addClient();
    await expect(setClientKeys(world.context, secretOnly.clientId, [jwk(ec, "a")], nobody)).rejects.toEqual(
      code("client-not-found"),
    );
  });

  test.each<[string, readonly JsonWebKey[]]>([
    ["none", []],
    ["a private key", [{ ...ec.privateKey.export({ format: "jwk" }), kid: "a" }]],
    ["a symmetric key", [{ kty: "oct", k: "AAAA", kid: "a" }]],
    ["one without an id", [jwk(ec)]],
    ["two of one id", [jwk(ec, "a"), jwk(rsa, "a")]],
    ["a short RSA key", [jwk(generateKeyPairSync("rsa", { modulusLength: 1024 }), "a")]],
    ["a curve we don't verify", [jwk(generateKeyPairSync("ec", { namedCurve: "secp256k1" }), "a")]],
    ["nonsense", [{ kty: "EC", crv: "P-256", x: "AA", y: "AA", kid: "a" }]],
    ["too many", ["a", "b", "c", "d", "e", "f"].map((kid) => jwk(ec, kid))],
  ])("%s: refused", async (_, keys) => {
    await expect(register(keys)).rejects.toEqual(code("client-unfit"));
  });
});

test("ids and scopes are words, an id is given once, scopes can change", async () => {
  const make = (clientId: string, scopes: readonly string[]) =>
    createClient(
      world.context,
      { clientId, displayName: "x", scopes, auth: { method: "client_secret" } },
      nobody,
    );
  for (const clientId of ["", "A", "Vendor", "a b c", "x".repeat(65), "-abc"])
    await expect(make(clientId, ["roster.read"])).rejects.toEqual(code("client-unfit"));
  for (const scopes of [[], ["roster read"], ["x".repeat(65)], ['a"b']])
    await expect(make("vendor-scopes", scopes)).rejects.toEqual(code("client-unfit"));
  await make("vendor-scopes", ["roster.read"]);
  await expect(make("vendor-scopes", ["roster.read"])).rejects.toEqual(code("client-id-taken"));
  await setClientScopes(world.context, "vendor-scopes", ["roster.read", "upload"], nobody);
  expect(
    (await listClients(world.context.pool)).find(({ clientId }) => clientId === "vendor-scopes")?.scopes,
  ).toEqual(["roster.read", "upload"]);
  await expect(setClientScopes(world.context, "vendor-none", ["upload"], nobody)).rejects.toEqual(
    code("client-not-found"),
  );
  // A machine's certificate subject is kept as it is.
  const tls = await createClient(
    world.context,
    {
      clientId: "vendor-tls",
      displayName: "x",
      scopes: ["upload"],
      auth: { method: "tls_client_auth", subject: "CN=vendor,O=Thử" },
    },
    nobody,
  );
  expect(tls.client).toMatchObject({ tlsSubject: "CN=vendor,O=Thử", authMethod: "tls_client_auth" });
});
