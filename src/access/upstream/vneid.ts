import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  type CustomFetch,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import { HpError } from "#src/platform/errors.ts";
import type { UpstreamRequest } from "../provider/attempts.ts";
import type { VneidLevel, VouchedPerson } from "../provider/directory.ts";
import { invalidAnswer, toRefusal } from "./refusal.ts";
import type { VneidSettings } from "./settings.ts";

/** What VNeID says of itself is asked for again after an hour. */
const discoveryMs = 3_600_000;
/** An answer of VNeID has a few kilobytes; one that never ends must not fill the memory. */
const mostBytes = 256 * 1024;

/** VNeID as the identity provider above ours. */
export interface Vneid {
  readonly issuer: string;
  /** Where to send the browser, and what its answer will be held against. */
  begin(level: VneidLevel): Promise<{ readonly url: URL; readonly request: UpstreamRequest }>;
  /**
   * Who the browser came back as. The citizen's number is in the result and nowhere else.
   * @param url the whole address the browser came back to
   * @throws HpError `vneid-declined`, `vneid-level-too-low`, `vneid-answer-invalid`, `vneid-unreachable`
   */
  complete(url: URL, request: UpstreamRequest): Promise<VouchedPerson>;
}

/** @param redirectUri where VNeID sends the browser back to, as registered with it */
export function createVneid(settings: VneidSettings, redirectUri: string): Vneid {
  let known: { readonly configuration: Promise<Configuration>; readonly untilMs: number } | undefined;

  function configured(): Promise<Configuration> {
    const nowMs = performance.now();
    if (known === undefined || known.untilMs <= nowMs) {
      const configuration = discover(settings);
      known = { configuration, untilMs: nowMs + discoveryMs };
      // A failure is not remembered: the next person's try asks again.
      configuration.catch(() => {
        known = undefined;
      });
    }
    return known.configuration;
  }

  return {
    issuer: settings.issuer,
    begin: async (level) => {
      try {
        const configuration = await configured();
        const request: UpstreamRequest = {
          state: randomState(),
          nonce: randomNonce(),
          verifier: randomPKCECodeVerifier(),
          level,
        };
        const url = buildAuthorizationUrl(configuration, {
          redirect_uri: redirectUri,
          scope: "openid profile",
          state: request.state,
          nonce: request.nonce,
          code_challenge: await calculatePKCECodeChallenge(request.verifier),
          code_challenge_method: "S256",
          acr_values: level === 2 ? settings.levels[2] : `${settings.levels[2]} ${settings.levels[1]}`,
          // Schools and libraries share computers: whoever sat here before must not be who signs in now.
          prompt: "login",
          ui_locales: "vi",
        });
        return { url, request };
      } catch (error) {
        throw toRefusal(error);
      }
    },
    complete: async (url, request) => {
      try {
        const configuration = await configured();
        const tokens = await authorizationCodeGrant(configuration, answerAt(redirectUri, url), {
          expectedState: request.state,
          expectedNonce: request.nonce,
          pkceCodeVerifier: request.verifier,
          idTokenExpected: true,
        });
        return toPerson(tokens.claims() ?? {}, settings, request.level);
      } catch (error) {
        throw toRefusal(error);
      }
    },
  };
}

/** The registered address with the answer's parameters: what a proxy made of host and path plays no part. */
function answerAt(redirectUri: string, url: URL): URL {
  const address = new URL(redirectUri);
  address.search = url.search;
  return address;
}

function discover(settings: VneidSettings): Promise<Configuration> {
  const { issuer, clientId, clientSecret, signingAlg, timeoutSeconds } = settings;
  return discovery(
    new URL(issuer),
    clientId,
    // One algorithm: neither `none` nor an HMAC keyed with a public key gets as far as being checked.
    { id_token_signed_response_alg: signingAlg },
    clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
    {
      timeout: timeoutSeconds,
      [customFetch]: limitedFetch,
      execute: [
        // The library trusts TLS alone otherwise, and looks at no signature.
        enableNonRepudiationChecks,
        ...(issuer.startsWith("http:") ? [allowInsecureRequests] : []),
      ],
    },
  );
}

const limitedFetch: CustomFetch = async (url, options) => {
  const response = await fetch(url, { ...options, redirect: "manual" } as RequestInit);
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new HpError("vneid-answer-invalid", { reason: "malformed" });
    chunks.push(chunk);
  }
  const { status, statusText, headers } = response;
  return new Response(bytes === 0 ? null : Buffer.concat(chunks), { status, statusText, headers });
};

function toPerson(
  claims: Readonly<Record<string, unknown>>,
  settings: VneidSettings,
  demanded: VneidLevel,
): VouchedPerson {
  const { levels, citizenClaim, nameClaim, clientId } = settings;
  // The library looks at the authorised party only where there are several audiences.
  if (claims.azp !== undefined && claims.azp !== clientId) throw invalidAnswer("wrong-audience");
  const level = claims.acr === levels[2] ? 2 : claims.acr === levels[1] ? 1 : undefined;
  if (level === undefined) throw invalidAnswer("level-unknown");
  if (level < demanded) throw new HpError("vneid-level-too-low");
  const citizenNumber = claims[citizenClaim];
  const displayName = claims[nameClaim];
  if (typeof citizenNumber !== "string" || !/^\d{12}$/.test(citizenNumber))
    throw invalidAnswer("citizen-number");
  if (typeof displayName !== "string" || displayName.trim() === "" || displayName.length > 200)
    throw invalidAnswer("malformed");
  return { citizenNumber, displayName: displayName.normalize("NFC").trim(), level };
}
