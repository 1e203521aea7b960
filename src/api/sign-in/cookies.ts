import type { FastifyReply, FastifyRequest } from "fastify";

/**
 * Cookies of sign-in. Over https their names say how they were set (`__Host-`, `__Secure-`): a neighbour's host can't
 * plant one.
 */
export interface CookieJar {
  /** The signed-in session; what the API asks every request for. */
  readonly session: string;
  /** Which browser an attempt began in. */
  readonly browser: string;
  /** How far a sign-in is; sent to its own attempt's pages alone. */
  readonly proof: string;
  /** This browser signed in before: guesses elsewhere don't lock it out. */
  readonly device: string;
  readonly secure: boolean;
}

/** @param origin of this server, as browsers know it */
export function cookieJarOf(origin: string): CookieJar {
  const secure = new URL(origin).protocol === "https:";
  const narrow = secure ? "__Secure-" : "";
  return {
    session: secure ? "__Host-hp_session" : "hp_session",
    browser: `${narrow}hp_browser`,
    proof: `${narrow}hp_proof`,
    device: `${narrow}hp_device`,
    secure,
  };
}

/** Our cookies hold random tokens in base64url: nothing to unescape. */
export function readCookie(request: FastifyRequest, name: string): string | undefined {
  const pairs = (request.headers.cookie ?? "").split(";").map((pair) => pair.trim());
  const value = pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
  return value !== undefined && /^[\w-]{1,200}$/.test(value) ? value : undefined;
}

/** @param expires without it the cookie goes with the browser's window: many of our people share computers */
export function writeCookie(
  reply: FastifyReply,
  jar: CookieJar,
  name: string,
  value: string,
  { path, expires }: { readonly path: string; readonly expires?: Date },
): void {
  const parts = [
    `${name}=${value}`,
    `Path=${path}`,
    ...(expires === undefined ? [] : [`Expires=${expires.toUTCString()}`]),
    "HttpOnly",
    "SameSite=Lax",
    ...(jar.secure ? ["Secure"] : []),
  ];
  reply.header("set-cookie", parts.join("; "));
}

export function clearCookie(reply: FastifyReply, jar: CookieJar, name: string, path: string): void {
  writeCookie(reply, jar, name, "", { path, expires: new Date(0) });
}
