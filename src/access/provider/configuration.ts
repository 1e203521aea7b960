import { createHmac } from "node:crypto";
import type { IncomingMessage } from "node:http";
import {
  type Client,
  type Configuration,
  type Grant as ConsentGrant,
  errors,
  type InteractionResults,
  interactionPolicy,
  type JWK,
  type KoaContextWithOIDC,
  type Session,
} from "oidc-provider";
import type { Clock } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";
import { citySessionField, createArtifactStore } from "./artifact-store.ts";
import { backChannelFetch } from "./back-channel-fetch.ts";
import { createClientStore } from "./client-store.ts";
import { findConsent } from "./consents.ts";
import type { Assurance, SignInDirectory, Whence } from "./directory.ts";
import { findMachineScopes } from "./machines.ts";
import { isSubject, type MutualTls } from "./mutual-tls.ts";
import { originsOf, type ProviderPages, withSources } from "./pages.ts";

export interface ConfigurationParts {
  /** `https://host/oidc`: with the path the provider is mounted at. */
  readonly issuer: string;
  readonly pool: Pool;
  readonly clock: Clock;
  readonly directory: Pick<SignInDirectory, "findAccount" | "getSessionById">;
  readonly pages: ProviderPages;
  /** Certificates of machines; without it none is asked for. */
  readonly mutualTls?: MutualTls;
  readonly privateHosts?: readonly string[];
  /** How long an application is remembered between two looks at the table. */
  readonly clientMemoryMs?: number;
}

/** `acr` of our tokens: how sure sign-in was, not by what means. */
export const acrOf = (assurance: Assurance): string => `urn:hoa-phuong:acr:${assurance}`;

/** The highest assurance an `acr_values` asks for; what is not ours asks for nothing. */
export function demandedAssurance(acrValues: unknown): Assurance {
  return typeof acrValues === "string" && acrValues.split(" ").includes(acrOf(2)) ? 2 : 1;
}

/** A machine's token is good for one school, which it names as the resource (RFC 8707). */
export const schoolResource = (issuer: string, schoolId: string): string =>
  `${new URL(issuer).origin}/api/v1/schools/${encodeURIComponent(schoolId)}`;

export function findSchoolOf(issuer: string, resource: string): string | undefined {
  const prefix = schoolResource(issuer, "");
  const schoolId = resource.startsWith(prefix) ? resource.slice(prefix.length) : "";
  return /^[\w-]{1,64}$/.test(schoolId) ? schoolId : undefined;
}

/** What `finishSignIn` leaves for the provider to take over (interaction.ts). */
export interface CityResult {
  readonly sessionId: string;
}

export const citySessionOf = (session: Session | undefined): string | undefined =>
  (session as unknown as Record<string, string | undefined> | undefined)?.[citySessionField];

/** Settings of oidc-provider; each is there because its default is another or a law or standard asks for it. */
export function configurationOf(
  parts: ConfigurationParts,
  secret: Buffer,
  jwks: { keys: JWK[] },
  whenceOf: (request: IncomingMessage) => Whence,
): Configuration {
  const { issuer, pool, clock, directory, pages } = parts;
  const isHttps = new URL(issuer).protocol === "https:";
  const prefix = isHttps ? "__Secure-" : "";
  const cookie = { httpOnly: true, sameSite: "lax", secure: isHttps, signed: true } as const;
  const clients = createClientStore(pool, clock, parts.clientMemoryMs);
  const languageOf = (ctx: KoaContextWithOIDC): "vi" | "en" =>
    String(ctx.oidc?.params?.ui_locales ?? "").startsWith("en") ? "en" : "vi";

  const findAccount: Configuration["findAccount"] = async (ctx, accountId, token) => {
    const account = await directory.findAccount(accountId);
    if (account === undefined) return undefined;
    return {
      accountId,
      claims: async (_use, scope) => ({
        sub: accountId,
        name: account.displayName,
        ...(scope.split(" ").includes("role") ? await roleClaims(ctx, token) : {}),
      }),
    };
  };

  async function roleClaims(ctx: KoaContextWithOIDC, token: unknown): Promise<Record<string, unknown>> {
    const { sessionUid } = (token ?? {}) as { sessionUid?: string };
    const session =
      sessionUid === undefined ? undefined : await ctx.oidc.provider.Session.findByUid(sessionUid);
    const sessionId = citySessionOf(session);
    const city = sessionId === undefined ? undefined : await directory.getSessionById(sessionId);
    return city?.grant === undefined ? {} : { acting_role: { role: city.grant.role, unit: city.grant.unit } };
  }

  /** The city's own applications, and those the person said yes to, get what they ask for without a question. */
  async function loadExistingGrant(ctx: KoaContextWithOIDC): Promise<ConsentGrant | undefined> {
    const { client, session, result, provider, requestParamOIDCScopes: asked } = ctx.oidc;
    if (client === undefined || session?.accountId === undefined) return undefined;
    const city = (result as InteractionResults | undefined)?.city as CityResult | undefined;
    if (city !== undefined) Reflect.set(session, citySessionField, city.sessionId);
    const known = result?.consent?.grantId ?? session.grantIdFor(client.clientId);
    const existing = known === undefined ? undefined : await provider.Grant.find(known);
    if (existing?.getOIDCScopeFiltered(asked).split(" ").length === asked.size) return existing;
    const allowed = client.own === true || (await hasConsent(session.accountId, client, asked));
    if (!allowed) return existing;
    const grant = existing ?? new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
    grant.addOIDCScope([...asked]);
    await grant.save();
    return grant;
  }

  async function hasConsent(accountId: string, client: Client, asked: ReadonlySet<string>): Promise<boolean> {
    const given = new Set(await findConsent(pool, accountId, client.clientId));
    return [...asked].every((scope) => given.has(scope));
  }

  const policy = interactionPolicy.base();
  policy.get("login")?.checks.add(
    new interactionPolicy.Check(
      "city_session_ended",
      "the city's session this sign-in stands on has ended",
      async ({ oidc: { session } }) => {
        if (session?.accountId === undefined) return false;
        const sessionId = citySessionOf(session);
        const city = sessionId === undefined ? undefined : await directory.getSessionById(sessionId);
        return city?.accountId !== session.accountId;
      },
    ),
  );
  policy
    .get("login")
    ?.checks.add(
      new interactionPolicy.Check(
        "assurance_too_low",
        "the application asks for a surer sign-in",
        ({ oidc: { params, session } }) =>
          session?.accountId !== undefined &&
          demandedAssurance(params?.acr_values) === 2 &&
          session.acr !== acrOf(2),
      ),
    );

  return {
    jwks,
    adapter: (model) => (model === "Client" ? clients : createArtifactStore(pool, clock, model)),
    acrValues: [acrOf(1), acrOf(2)],
    scopes: ["openid", "profile", "role"],
    claims: {
      iss: null,
      sid: null,
      // How and when it was proved who it is, told to everybody: an application that relies on it need not ask.
      openid: ["sub", "acr", "amr", "auth_time"],
      profile: ["name"],
      role: ["acting_role"],
    },
    // One answer with everything that was asked for spares each application a second call.
    conformIdTokenClaims: false,
    subjectTypes: ["public", "pairwise"],
    // Two vendors can't lay their lists of our people side by side.
    pairwiseIdentifier: (_ctx, accountId, client) =>
      createHmac("sha256", secret).update(`subject\n${client.clientId}\n${accountId}`).digest("base64url"),
    clientDefaults: {
      grant_types: ["authorization_code"],
      response_types: ["code"],
      // No `form_post`: its page submits itself by a script, and our pages run none.
      response_modes: ["query", "fragment"],
      id_token_signed_response_alg: "ES256",
      token_endpoint_auth_method: "client_secret_basic",
    },
    // A secret kept as a hash can't be the key of an HMAC.
    clientAuthMethods: [
      "client_secret_basic",
      "client_secret_post",
      "private_key_jwt",
      "none",
      ...(parts.mutualTls === undefined ? [] : (["tls_client_auth", "self_signed_tls_client_auth"] as const)),
    ],
    extraClientMetadata: {
      properties: ["own", "frontchannel_logout_uri", "frontchannel_logout_session_required"],
    },
    responseTypes: ["code"],
    pkce: { required: () => true },
    cookies: {
      keys: [createHmac("sha256", secret).update("cookie").digest("base64url")],
      names: {
        session: `${prefix}hp_provider`,
        interaction: `${prefix}hp_interaction`,
        resume: `${prefix}hp_resume`,
      },
      long: { ...cookie, path: new URL(issuer).pathname },
      short: cookie,
    },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      ClientCredentials: 600,
      Grant: 12 * 3600,
      IdToken: 600,
      Interaction: 900,
      Session: 12 * 3600,
    },
    features: {
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      backchannelLogout: { enabled: true },
      clientCredentials: { enabled: true },
      revocation: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: (ctx, _client, oneOf) => {
          if (oneOf !== undefined) return oneOf;
          const isMachine = ctx.oidc.params?.grant_type === "client_credentials";
          if (isMachine) throw new errors.InvalidTarget("name the school: resource=.../api/v1/schools/{id}");
          return undefined;
        },
        getResourceServerInfo: async (_ctx, resource, client) => {
          const schoolId = findSchoolOf(issuer, resource);
          const scopes =
            schoolId === undefined
              ? []
              : await findMachineScopes(pool, client.clientId, schoolId, clock.now());
          // One that has nothing there learns no more than one who made the school up.
          if (scopes.length === 0) throw new errors.InvalidTarget();
          return { scope: scopes.join(" "), audience: resource, accessTokenFormat: "opaque" };
        },
      },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx) => {
          const { state } = ctx.oidc.session ?? {};
          allow(ctx, "form-action", [state?.postLogoutRedirectUri as string | undefined]);
          ctx.body = pages.logout({
            action: ctx.oidc.urlFor("end_session_confirm"),
            xsrf: String(state?.secret),
            clientName: ctx.oidc.client?.clientName,
            language: languageOf(ctx),
          });
        },
        postLogoutSuccessSource: (ctx) => {
          ctx.type = "html";
          ctx.body = pages.signedOut({ frames: [], next: undefined, language: languageOf(ctx) });
        },
      },
      ...(parts.mutualTls === undefined ? {} : { mTLS: mutualTlsOf(parts.mutualTls) }),
    },
    interactions: { policy, url: (_ctx, interaction) => `/sign-in/${interaction.uid}` },
    findAccount,
    loadExistingGrant,
    fetch: backChannelFetch(issuer, parts.privateHosts ?? []) as Configuration["fetch"],
    renderError: (ctx, out) => {
      ctx.type = "html";
      const { requestId } = whenceOf(ctx.req);
      ctx.body = pages.error({ code: out.error, requestId, language: languageOf(ctx) });
    },
  };
}

/** Lets this one answer's page reach addresses that our pages otherwise may not. */
export function allow(
  ctx: KoaContextWithOIDC,
  directive: string,
  addresses: readonly (string | undefined)[],
): void {
  const policy = ctx.response.get("content-security-policy");
  if (policy !== "") ctx.set("content-security-policy", withSources(policy, directive, originsOf(addresses)));
}

type MtlsFeature = NonNullable<NonNullable<Configuration["features"]>["mTLS"]>;

const mutualTlsOf = (mutualTls: MutualTls): MtlsFeature => ({
  enabled: true,
  certificateBoundAccessTokens: true,
  selfSignedTlsClientAuth: true,
  tlsClientAuth: true,
  getCertificate: (ctx) => mutualTls.findCertificate(ctx.req),
  certificateAuthorized: (ctx) => mutualTls.isAuthorised(ctx.req),
  certificateSubjectMatches: (ctx, property, expected) => {
    const certificate = mutualTls.findCertificate(ctx.req);
    return certificate !== undefined && isSubject(certificate, property, expected);
  },
});
