import type { AuthenticationResponseJSON } from "@simplewebauthn/server";
import type { FastifyReply } from "fastify";
import { beginPasskeySignIn, continueWithFactor } from "#src/access/accounts/factor-sign-in.ts";
import type { PasskeySite } from "#src/access/accounts/passkey.ts";
import { beginPasskeyProof } from "#src/access/accounts/passkey-proof.ts";
import { actorOf, toProgress } from "#src/access/provider/account-directory.ts";
import type { SignInProgress } from "#src/access/provider/directory.ts";
import { isLoopbackName } from "#src/platform/config-security.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Html, html } from "../pages/html.ts";
import { readCookie } from "./cookies.ts";
import type { SignInParts, Visit } from "./flow.ts";
import { whenceOf } from "./mount-provider.ts";

/**
 * The site that passkeys of this server belong to. Browsers have them for names, not for addresses of machines: a
 * program on 127.0.0.1 is asked as http://localhost.
 */
export function passkeySiteOf(origin: string): PasskeySite {
  const url = new URL(origin);
  const isHere = isLoopbackName(url.hostname);
  if (isHere) url.hostname = "localhost";
  return { rpId: url.hostname, rpName: "Hoa Phượng", origins: [url.origin] };
}

/** What the page's script asks the authenticator: of one account after a password, of anybody before. */
export async function beginPasskey(parts: SignInParts, at: Visit): Promise<FastifyReply> {
  const proof = readCookie(at.request, parts.cookies.proof);
  const accountId = proof === undefined ? undefined : (await parts.directory.getProgress(proof)).accountId;
  const asked = await beginPasskeyProof(parts.accounts, parts.passkeySite, accountId);
  return at.reply.header("cache-control", "no-store").send(asked);
}

/** First factor, or the second after a password. @throws HpError `passkey-refused`, `sign-in-expired` */
export async function provePasskeyOf(
  { accounts, passkeySite: site, cookies }: SignInParts,
  { request }: Visit,
  form: Readonly<Record<string, string>>,
): Promise<SignInProgress> {
  const answer = {
    challengeId: form.challengeId ?? "",
    response: parseResponse<AuthenticationResponseJSON>(form.response),
  };
  const actor = actorOf(whenceOf(request));
  const proof = readCookie(request, cookies.proof);
  return toProgress(
    proof === undefined
      ? await beginPasskeySignIn(accounts, site, answer, actor)
      : await continueWithFactor(accounts, proof, { kind: "passkey", site, ...answer }, actor),
  );
}

/** What the script put into the form. Everything in it is looked at by the library. @throws HpError `passkey-refused` */
function parseResponse<T>(text: string | undefined): T {
  try {
    const parsed: unknown = JSON.parse(text ?? "");
    if (typeof parsed === "object" && parsed !== null) return parsed as T;
  } catch {
    // Refused below, like everything an authenticator would not say.
  }
  throw new HpError("passkey-refused");
}

export const passkeyScript = "/assets/passkey.js";

/**
 * A form the script fills in. It stays hidden where there is no script, no authenticator, or another host than the
 * one passkeys belong to.
 */
export function passkeyForm(
  { rpId }: PasskeySite,
  paths: { readonly begin: string; readonly action: string },
  label: string,
  failed: string,
): Html {
  return html`<form method="post" action="${paths.action}" data-passkey data-host="${rpId}" data-begin="${paths.begin}" data-failed="${failed}" hidden>
<input type="hidden" name="challengeId"><input type="hidden" name="response">
<p class="complaint" role="alert" hidden></p>
<button type="button">${label}</button></form>
<script src="${passkeyScript}" defer></script>`;
}
