import type { Interaction, InteractionResults } from "oidc-provider";
import { acrOf, type CityResult, demandedAssurance } from "./configuration.ts";
import { giveConsent } from "./consents.ts";
import type { Assurance } from "./directory.ts";
import { endProviderSession } from "./logout.ts";
import type { CityProvider } from "./provider.ts";

/** What an application waits for while the person is at our sign-in pages. */
export interface WaitingInteraction {
  readonly uid: string;
  readonly prompt: "login" | "consent";
  readonly clientId: string;
  readonly clientName: string;
  /** Where the answer will go; the browser must be allowed to follow a form there. */
  readonly redirectUri: string;
  readonly demanded: Assurance;
  /** A session of the city, if the browser has one, is not enough: the application asked for a fresh sign-in. */
  readonly mustSignInAnew: boolean;
  readonly language: "vi" | "en";
  /** For `consent`: what the application asks for and was not given. */
  readonly scopes: readonly string[];
  readonly accountId: string | undefined;
}

/**
 * The interaction an address names. That it is this browser's own is seen to twice: by the cookie of our attempt
 * (`attempts.ts`), and by the provider's own cookie where it resumes.
 */
export async function findInteraction(
  city: CityProvider,
  uid: string,
): Promise<WaitingInteraction | undefined> {
  const provider = city.current();
  const found = await provider.Interaction.find(uid);
  if (found === undefined || found.isExpired) return undefined;
  const { params, prompt, session } = found;
  const clientId = String(params.client_id);
  const client = await provider.Client.find(clientId);
  if (client === undefined || (prompt.name !== "login" && prompt.name !== "consent")) return undefined;
  return {
    uid,
    prompt: prompt.name,
    clientId,
    clientName: client.clientName ?? clientId,
    redirectUri: String(params.redirect_uri),
    demanded: demandedAssurance(params.acr_values),
    mustSignInAnew: prompt.reasons.some((reason) => reason === "login_prompt" || reason === "max_age"),
    language: String(params.ui_locales ?? "").startsWith("en") ? "en" : "vi",
    scopes: (prompt.details.missingOIDCScope as readonly string[] | undefined) ?? [],
    accountId: session?.accountId,
  };
}

export interface FinishedSignIn {
  readonly accountId: string;
  readonly sessionId: string;
  readonly assurance: Assurance;
  readonly amr: readonly string[];
  readonly signedInAt: Date;
}

/**
 * Hands a sign-in over to the waiting application.
 * @returns the address to send the browser to; undefined when the interaction is gone
 */
export async function finishSignIn(
  city: CityProvider,
  uid: string,
  signIn: FinishedSignIn,
): Promise<string | undefined> {
  const provider = city.current();
  const found = await provider.Interaction.find(uid);
  if (found === undefined) return undefined;
  const { session } = found;
  if (session !== undefined && session.accountId !== signIn.accountId) {
    // Somebody else was signed in in this browser: their applications learn that they left.
    const former = await provider.Session.findByUid(session.uid);
    if (former !== undefined) await endProviderSession(provider, former, async () => undefined);
    found.session = undefined;
  }
  const result: CityResult = { sessionId: signIn.sessionId };
  return submit(found, {
    login: {
      accountId: signIn.accountId,
      acr: acrOf(signIn.assurance),
      amr: [...signIn.amr],
      ts: Math.floor(signIn.signedInAt.getTime() / 1000),
      // Gone with the browser's window: many of our people share computers.
      remember: false,
    },
    city: result,
  });
}

/** The person lets an application know what it asked for. @returns as {@link finishSignIn} */
export async function finishConsent(city: CityProvider, uid: string): Promise<string | undefined> {
  const { pool, clock } = city.parts;
  const waiting = await findInteraction(city, uid);
  const found = await city.current().Interaction.find(uid);
  if (waiting?.accountId === undefined || found === undefined) return undefined;
  const asked = String(found.params.scope).split(" ");
  await giveConsent(pool, clock, waiting.accountId, waiting.clientId, asked);
  // The grant itself is made from the record where the provider resumes (configuration.ts, loadExistingGrant).
  return submit(found, { consent: {} });
}

/** The person turned back. @returns as {@link finishSignIn} */
export async function refuseInteraction(city: CityProvider, uid: string): Promise<string | undefined> {
  const found = await city.current().Interaction.find(uid);
  if (found === undefined) return undefined;
  found.result = { error: "access_denied", error_description: "the person turned back" };
  await found.persist();
  return found.returnTo;
}

async function submit(interaction: Interaction, result: InteractionResults): Promise<string> {
  interaction.result = { ...interaction.lastSubmission, ...result };
  await interaction.persist();
  return interaction.returnTo;
}
