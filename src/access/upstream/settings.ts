import { HpError } from "#src/platform/errors.ts";
import type { VneidLevel } from "../provider/directory.ts";

/**
 * How VNeID is reached. Its OpenID interface is not public [unknown]: names of claims and levels are settings, so that
 * what the agreement with the Ministry of Public Security says is typed in, not programmed.
 */
export interface VneidSettings {
  /** `HP_VNEID_URL`: the issuer, https, or http on this machine. */
  readonly issuer: string;
  /** `HP_VNEID_CLIENT` */
  readonly clientId: string;
  /** `HP_VNEID_SECRET`; without one the city is a public client, held by PKCE alone. */
  readonly clientSecret?: string;
  /** `HP_VNEID_ALG`: the one algorithm its ID tokens may be signed by. */
  readonly signingAlg: "ES256" | "RS256" | "PS256";
  /** `HP_VNEID_CITIZEN_CLAIM`, `HP_VNEID_NAME_CLAIM` */
  readonly citizenClaim: string;
  readonly nameClaim: string;
  /** `HP_VNEID_LEVEL_1`, `HP_VNEID_LEVEL_2`: its words for the levels, asked for and answered as `acr`. */
  readonly levels: Readonly<Record<VneidLevel, string>>;
  readonly timeoutSeconds: number;
}

const loopback = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** @returns undefined when no VNeID is set. @throws HpError `config-invalid` */
export function readVneidSettings(
  env: Readonly<Record<string, string | undefined>>,
): VneidSettings | undefined {
  const text = env.HP_VNEID_URL;
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  const isSafe = url?.protocol === "https:" || (url?.protocol === "http:" && loopback.has(url.hostname));
  if (url === null || !isSafe || url.username !== "" || url.password !== "")
    throw new HpError("config-invalid", { name: "HP_VNEID_URL", value: url === null ? text : url.host });
  const alg = env.HP_VNEID_ALG ?? "ES256";
  if (alg !== "ES256" && alg !== "RS256" && alg !== "PS256")
    throw new HpError("config-invalid", { name: "HP_VNEID_ALG", value: alg });
  const clientSecret = env.HP_VNEID_SECRET;
  return {
    issuer: url.href.replace(/\/$/, ""),
    clientId: env.HP_VNEID_CLIENT ?? "hoa-phuong",
    ...(clientSecret === undefined || clientSecret === "" ? {} : { clientSecret }),
    signingAlg: alg,
    citizenClaim: env.HP_VNEID_CITIZEN_CLAIM ?? "citizen_id",
    nameClaim: env.HP_VNEID_NAME_CLAIM ?? "name",
    levels: {
      1: env.HP_VNEID_LEVEL_1 ?? "urn:vneid:level:1",
      2: env.HP_VNEID_LEVEL_2 ?? "urn:vneid:level:2",
    },
    timeoutSeconds: 10,
  };
}
