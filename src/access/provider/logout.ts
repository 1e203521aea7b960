import type Provider from "oidc-provider";
import type { KoaContextWithOIDC, Session } from "oidc-provider";
import { findEndedCitySessions, findProviderSessions } from "./artifact-store.ts";
import { allow, citySessionOf } from "./configuration.ts";
import type { Whence } from "./directory.ts";
import type { CityProvider, ProviderParts } from "./provider.ts";

/** oidc-provider's own way to tell an application; its types leave it out. */
interface Tellable {
  readonly backchannelLogoutUri?: string;
  backchannelLogout(accountId: string, sid: string | undefined): Promise<void>;
}

/**
 * After the provider has ended its session: ends the city's session it stood on, and tells applications that know
 * only the browser (Front-Channel Logout) by frames of the closing page.
 */
export async function finishLogout(
  ctx: KoaContextWithOIDC,
  parts: ProviderParts,
  where: Whence,
): Promise<void> {
  const { oidc } = ctx as Partial<KoaContextWithOIDC>;
  if (oidc?.route === "end_session") skipEmptyQuestion(ctx);
  const session = oidc?.session as (Session & { readonly destroyed?: boolean }) | undefined;
  if (oidc?.route !== "end_session_confirm" || session?.destroyed !== true) return;
  const sessionId = citySessionOf(session);
  if (sessionId !== undefined) await parts.directory.endSession(sessionId, where);
  const frames = await frontChannelAddresses(ctx.oidc.provider, session, parts.issuer);
  if (frames.length === 0) return;
  const next = ctx.response.get("location");
  ctx.remove("location");
  ctx.status = 200;
  ctx.type = "html";
  allow(ctx, "frame-src", frames);
  ctx.body = parts.pages.signedOut({ frames, next: next === "" ? undefined : next, language: "vi" });
}

/** Nobody is signed in: oidc-provider would send a page that posts itself by a script; there is nothing to ask. */
function skipEmptyQuestion(ctx: KoaContextWithOIDC): void {
  const { session } = ctx.oidc;
  if (ctx.status !== 200 || session === undefined || session.accountId !== undefined) return;
  const { postLogoutRedirectUri, state } = (session.state ?? {}) as Record<string, string | undefined>;
  const target = new URL(postLogoutRedirectUri ?? ctx.oidc.urlFor("end_session_success"));
  if (postLogoutRedirectUri !== undefined && state !== undefined) target.searchParams.set("state", state);
  ctx.status = 303;
  ctx.redirect(target.href);
}

async function frontChannelAddresses(
  provider: Provider,
  session: Session,
  issuer: string,
): Promise<readonly string[]> {
  const addresses: string[] = [];
  for (const [clientId, { sid }] of Object.entries(session.authorizations ?? {})) {
    const client = await provider.Client.find(clientId);
    const address = client?.frontchannel_logout_uri;
    if (typeof address !== "string") continue;
    const url = new URL(address);
    if (client?.frontchannel_logout_session_required === true && sid !== undefined) {
      url.searchParams.set("iss", issuer);
      url.searchParams.set("sid", sid);
    }
    addresses.push(url.href);
  }
  return addresses;
}

/**
 * Single logout begun on our side: by the person's own sign-out here, or because a session was revoked. Every
 * application the session signed in to is told; one that doesn't answer is recorded and holds nobody up.
 * @returns addresses to load unseen, for applications that know only the browser
 */
export async function signOutOfApplications(
  city: CityProvider,
  citySessionId: string,
  where: Whence,
): Promise<readonly string[]> {
  const { pool, record, issuer } = city.parts;
  const provider = city.current();
  const frames: string[] = [];
  for (const id of await findProviderSessions(pool, citySessionId)) {
    const session = await provider.Session.find(id);
    if (session === undefined) continue;
    frames.push(...(await frontChannelAddresses(provider, session, issuer)));
    await endProviderSession(provider, session, async (clientId) =>
      record({
        action: "session.relyingPartySignOut",
        result: "failed",
        accountId: session.accountId ?? null,
        clientId,
        where,
      }),
    );
  }
  return frames;
}

/** Told at one go; the rest waits for the next. */
const portion = 200;

/**
 * Tells the applications of sessions that ended elsewhere (revoked, account disabled, password changed, by a page or by
 * `hp account`) and ends the tokens they were given. Done twice it does nothing the second time.
 * @param accountId only of this account
 * @returns how many sessions
 */
export async function signOutOfEndedSessions(
  city: CityProvider,
  where: Whence,
  accountId?: string,
): Promise<number> {
  const ended = await findEndedCitySessions(city.parts.pool, accountId, portion);
  for (const sessionId of ended) await signOutOfApplications(city, sessionId, where);
  return ended.length;
}

/** Tells the applications of a provider session over the back channel, then ends it with everything given out in it. */
export async function endProviderSession(
  provider: Provider,
  session: Session,
  onSilence: (clientId: string) => Promise<void>,
): Promise<void> {
  const { accountId, authorizations = {} } = session;
  await Promise.all(
    Object.entries(authorizations).map(async ([clientId, { sid, grantId }]) => {
      const client = (await provider.Client.find(clientId)) as unknown as Tellable | undefined;
      if (client?.backchannelLogoutUri !== undefined && accountId !== undefined)
        await client.backchannelLogout(accountId, sid).catch(() => onSilence(clientId));
      if (grantId === undefined) return;
      await Promise.all([
        provider.AccessToken.revokeByGrantId(grantId),
        provider.AuthorizationCode.revokeByGrantId(grantId),
        provider.Grant.adapter.destroy(grantId),
      ]);
    }),
  );
  await session.destroy();
}
