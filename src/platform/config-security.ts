import { isIP } from "node:net";
import { resolve } from "node:path";
import { HpError } from "./errors.ts";

/** How the server may be reached, and by whose word it believes who asks. docs/operations/security.md */
export interface SecurityConfig {
  /** `HP_PUBLIC_URL`: the origin people type, `https://du-lieu.example.vn`; http only on this very machine. */
  readonly publicUrl?: string;
  /** `HP_TRUSTED_PROXY`: exact addresses whose `X-Forwarded-For` is believed; nobody's by itself. */
  readonly trustedProxies: readonly string[];
  /** `HP_TLS_CERT`, `HP_TLS_KEY`, `HP_TLS_CLIENT_CA`: TLS by the program itself. */
  readonly tls?: TlsFiles;
  /** `HP_DEMO=1`: sample accounts are listed on the start page; never where others can reach it. */
  readonly demo: boolean;
}

/** What reasons of grants to sample accounts begin with: anybody knows their passwords, so they must be found. */
export const sampleGrantMark = "HP_DEMO";

export interface TlsFiles {
  /** PEM: our certificate and those between it and the authority. */
  readonly certificate: string;
  /** PEM: its private key, readable by the running user alone. */
  readonly key: string;
  /** PEM: authorities whose certificates machines may show (RFC 8705). Nobody is turned away for having none. */
  readonly clientAuthorities?: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const loopback = new Set(["127.0.0.1", "::1", "localhost"]);

export const isLoopbackName = (host: string): boolean =>
  loopback.has(host.toLowerCase().replace(/^\[|\]$/g, ""));

/** An address as the socket of a server that listens on both families tells it, without the IPv4 in IPv6 disguise. */
export const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, "");

/**
 * Settings of the way in. Loopback needs none; anything wider must be encrypted on every stretch: by us, or by a proxy
 * we name.
 * @throws HpError `config-invalid`, `tls-pair-incomplete`, `public-url-unprotected`, `host-unprotected`, `demo-not-loopback`
 */
export function readSecurity(env: Environment, host: string): SecurityConfig {
  const tls = readTlsFiles(env);
  const publicUrl = readPublicUrl(env);
  const trustedProxies = readTrustedProxies(env);
  const demo = readSwitch(env, "HP_DEMO");
  const isProtected = tls !== undefined || trustedProxies.length > 0;
  const isOpen = publicUrl !== undefined && !isLoopbackName(new URL(publicUrl).hostname);
  if (demo && (!isLoopbackName(host) || isOpen || trustedProxies.length > 0))
    throw new HpError("demo-not-loopback");
  if (isOpen && !isProtected) throw new HpError("public-url-unprotected", { url: publicUrl });
  if (!isLoopbackName(host) && !(isProtected && isOpen)) throw new HpError("host-unprotected", { host });
  return {
    ...(publicUrl === undefined ? {} : { publicUrl }),
    trustedProxies,
    ...(tls === undefined ? {} : { tls }),
    demo,
  };
}

function textOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === undefined || value === "" ? undefined : value;
}

function readTlsFiles(env: Environment): TlsFiles | undefined {
  const certificate = textOf(env, "HP_TLS_CERT");
  const key = textOf(env, "HP_TLS_KEY");
  const authorities = textOf(env, "HP_TLS_CLIENT_CA");
  if (certificate === undefined && key === undefined && authorities === undefined) return undefined;
  if (certificate === undefined || key === undefined) throw new HpError("tls-pair-incomplete");
  return {
    certificate: resolve(certificate),
    key: resolve(key),
    ...(authorities === undefined ? {} : { clientAuthorities: resolve(authorities) }),
  };
}

function readPublicUrl(env: Environment): string | undefined {
  const text = textOf(env, "HP_PUBLIC_URL");
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && isLoopbackName(url.hostname));
  // What stands after the origin would be lost without a word, and a password in it would reach messages.
  const isBare =
    url !== null && url.pathname === "/" && `${url.search}${url.hash}${url.username}${url.password}` === "";
  if (isSafe && isBare) return url.origin;
  throw new HpError("config-invalid", {
    name: "HP_PUBLIC_URL",
    value: url === null ? text : `${url.protocol}//${url.host}`,
  });
}

function readTrustedProxies(env: Environment): readonly string[] {
  const addresses = (env.HP_TRUSTED_PROXY ?? "")
    .split(",")
    .map((address) => address.trim())
    .filter((address) => address !== "");
  for (const address of addresses) {
    // Whole networks are not believed: whoever else is in one could say they are anybody.
    if (isIP(address) === 0)
      throw new HpError("config-invalid", { name: "HP_TRUSTED_PROXY", value: address });
  }
  return [...new Set(addresses.map((address) => plainAddress(address.toLowerCase())))];
}

function readSwitch(env: Environment, name: string): boolean {
  const value = textOf(env, name) ?? "0";
  if (value !== "0" && value !== "1") throw new HpError("config-invalid", { name, value });
  return value === "1";
}
