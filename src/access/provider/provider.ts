import { createHmac } from "node:crypto";
import type { EventEmitter } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import Provider, { type errors, type JWK, type KoaContextWithOIDC } from "oidc-provider";
import { getOrCreateKey } from "#src/platform/keys.ts";
import type { Log } from "#src/platform/log.ts";
import { matchesSecret } from "./applications.ts";
import { citySessionField } from "./artifact-store.ts";
import { type ConfigurationParts, configurationOf } from "./configuration.ts";
import type { RecordSignIn, SignInDirectory, Whence } from "./directory.ts";
import { finishLogout } from "./logout.ts";
import { type KeyPeriods, loadSigningKeys } from "./signing-keys.ts";

export interface ProviderParts extends ConfigurationParts {
  readonly keysDir: string;
  readonly directory: SignInDirectory;
  readonly record: RecordSignIn;
  readonly log: Log;
  readonly keyPeriods?: KeyPeriods;
}

/** The city's OpenID provider. It is remade when its signing keys change; what it remembers is in Postgres. */
export interface CityProvider {
  readonly parts: ProviderParts;
  /** Answers one request; `request.url` is without the path of the issuer. */
  handle(request: IncomingMessage, response: ServerResponse, where: Whence): Promise<void>;
  /** oidc-provider as of now; not to be kept. */
  current(): Provider;
  /** Takes up new signing keys; to be called every few minutes. @returns whether they were others */
  refreshKeys(): Promise<boolean>;
}

const nowhere: Whence = { address: null, requestId: null, device: null };

export async function createProvider(parts: ProviderParts): Promise<CityProvider> {
  const whences = new WeakMap<IncomingMessage, Whence>();
  const whenceOf = (request: IncomingMessage): Whence => whences.get(request) ?? nowhere;
  const secret = derive(getOrCreateKey(parts.keysDir, "oidc"), "provider");
  const load = () => loadSigningKeys(parts.keysDir, parts.clock, parts.keyPeriods);
  let keys = await load();
  let made = make(keys.jwks);

  function make(jwks: { keys: JWK[] }): ReadyProvider {
    const provider = new Provider(parts.issuer, configurationOf(parts, secret, jwks, whenceOf));
    anchorToIssuer(provider);
    keepCitySession(provider);
    compareHashedSecrets(provider);
    provider.use(async (context, next) => {
      const ctx = context as KoaContextWithOIDC;
      const notes: Notes = { refusals: [], silent: [] };
      notesOf.set(ctx, notes);
      await next();
      await finishLogout(ctx, parts, whenceOf(ctx.req));
      await recordOutcome(ctx, parts, whenceOf(ctx.req), notes);
    });
    provider.on("authorization.error", noteRefusal);
    provider.on("grant.error", noteRefusal);
    provider.on("userinfo.error", noteRefusal);
    provider.on("end_session.error", noteRefusal);
    provider.on("backchannel.error", (ctx, _error, client) => noteSilence(ctx, client.clientId));
    // Without a listener Koa prints whole errors, and these may quote what somebody sent.
    (provider as EventEmitter).on("error", (error: Error) =>
      parts.log.error(placeOf(error), "provider failed"),
    );
    provider.on("server_error", (ctx, error) =>
      parts.log.error({ ...placeOf(error), route: ctx.oidc?.route }, "provider failed"),
    );
    return { provider, handle: provider.callback() };
  }

  return {
    parts,
    handle: async (request, response, where) => {
      whences.set(request, where);
      await made.handle(request, response);
    },
    current: () => made.provider,
    refreshKeys: async () => {
      const loaded = await load();
      if (loaded.fingerprint === keys.fingerprint) return false;
      keys = loaded;
      made = make(loaded.jwks);
      return true;
    },
  };
}

/** Where it happened. Never the message: it may quote what somebody sent. */
const placeOf = (error: Error): Readonly<Record<string, unknown>> => ({
  name: error.name,
  at: (error.stack ?? "")
    .split("\n")
    .filter((line) => line.trimStart().startsWith("at "))
    .slice(0, 8),
});

interface ReadyProvider {
  readonly provider: Provider;
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
}

const derive = (key: Buffer, purpose: string): Buffer => createHmac("sha256", key).update(purpose).digest();

/** Our addresses come from the configuration, never from a `Host` header that anybody can write. */
function anchorToIssuer(provider: Provider): void {
  const { protocol, host, pathname } = new URL(provider.issuer);
  Object.defineProperties(provider.request, {
    protocol: { get: () => protocol.slice(0, -1) },
    host: { get: () => host },
  });
  provider.use(async (ctx, next) => {
    ctx.mountPath = pathname.replace(/\/$/, "");
    await next();
  });
}

/** The provider's session keeps which session of the city it stands on; its models store only fields they know. */
function keepCitySession(provider: Provider): void {
  const { Session } = provider;
  Object.defineProperty(Session, "IN_PAYLOAD", { value: [...Session.IN_PAYLOAD, citySessionField] });
}

/** The way oidc-provider gives to those who keep hashes. */
function compareHashedSecrets(provider: Provider): void {
  provider.Client.prototype.compareClientSecret = function (
    this: { readonly clientSecret?: string },
    presented: string,
  ) {
    return this.clientSecret !== undefined && matchesSecret(this.clientSecret, presented);
  };
}

interface Notes {
  /** Why the request was refused. */
  readonly refusals: string[];
  /** Applications that could not be told of a sign-out. */
  readonly silent: string[];
}

const notesOf = new WeakMap<object, Notes>();

function noteRefusal(ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): void {
  notesOf.get(ctx)?.refusals.push(error.error_detail ?? error.error);
}

function noteSilence(ctx: KoaContextWithOIDC, clientId: string): void {
  notesOf.get(ctx)?.silent.push(clientId);
}

/** Every refusal, and every sign-in handed to an application, goes on record before the answer leaves. */
async function recordOutcome(
  ctx: KoaContextWithOIDC,
  { record, directory }: Pick<ProviderParts, "record" | "directory">,
  where: Whence,
  { refusals, silent }: Notes,
): Promise<void> {
  const { oidc } = ctx as Partial<KoaContextWithOIDC>;
  if (oidc === undefined) return;
  const clientId = oidc.client?.clientId;
  const accountId = oidc.account?.accountId ?? null;
  const named = clientId === undefined ? {} : { clientId };
  for (const code of refusals) {
    // Silence is what `prompt=none` asks for: an application looking whether somebody is here is no refusal.
    if (oidc.prompts?.has("none") === true && code.endsWith("_required")) continue;
    await record({
      action: `provider.${oidc.route}`,
      result: "refused",
      accountId,
      ...named,
      where,
      detail: { code },
    });
  }
  for (const told of silent)
    await record({
      action: "session.relyingPartySignOut",
      result: "failed",
      accountId,
      clientId: told,
      where,
    });
  if (refusals.length > 0) return;
  const isCode = oidc.entities.AuthorizationCode !== undefined && oidc.route !== "token";
  const isMachine = oidc.entities.ClientCredentials !== undefined;
  if (isMachine && clientId !== undefined) await directory.noteMachine(clientId);
  if (isCode || isMachine)
    await record({
      action: isCode ? "session.relyingParty" : "token.machine",
      result: "ok",
      accountId,
      ...named,
      where,
    });
}
