/**
 * Pages the provider needs while it works: HTML as text. `src/api/sign-in` draws them, so that they look like the
 * others; nothing here knows how.
 */
export interface ProviderPages {
  /** @param code of OAuth, such as `invalid_client`; what went wrong in detail stays in the record */
  error(page: ErrorFacts): string;
  /** Asks whether to sign out; the two buttons belong to the form given. */
  logout(page: LogoutFacts): string;
  /** Signed out; applications that know no other way are told by a frame of this page. */
  signedOut(page: SignedOutFacts): string;
}

export interface ErrorFacts {
  readonly code: string;
  readonly requestId: string | null;
  readonly language: "vi" | "en";
}

export interface LogoutFacts {
  readonly action: string;
  readonly xsrf: string;
  /** The application that sent the person here. */
  readonly clientName: string | undefined;
  readonly language: "vi" | "en";
}

export interface SignedOutFacts {
  /** Addresses to load unseen (OpenID Connect Front-Channel Logout). */
  readonly frames: readonly string[];
  /** Where to go on. */
  readonly next: string | undefined;
  readonly language: "vi" | "en";
}

/** Our pages allow forms to post here alone; a browser holds redirects after a post to the same rule. */
export function withSources(policy: string, directive: string, sources: readonly string[]): string {
  if (sources.length === 0) return policy;
  const parts = policy.split(";").map((part) => part.trim());
  const at = parts.findIndex((part) => part.split(" ")[0] === directive);
  const added = sources.join(" ");
  if (at === -1) return [...parts, `${directive} ${added}`].join("; ");
  return parts.map((part, index) => (index === at ? `${part} ${added}` : part)).join("; ");
}

/** The origin of an address for such a rule; none for what is no web address. */
export function originsOf(addresses: readonly (string | undefined)[]): readonly string[] {
  const origins = addresses
    .map((address) => (address === undefined ? undefined : URL.parse(address)?.origin))
    .filter((origin): origin is string => origin?.startsWith("http") === true);
  return [...new Set(origins)];
}
