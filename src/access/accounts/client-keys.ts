import { createPublicKey, type JsonWebKey } from "node:crypto";
import { HpError } from "#src/platform/errors.ts";

/**
 * Public keys of the kinds we verify, each with its id; a private part is refused: the vendor must not have sent it, and
 * we must not keep it.
 */
export function checkClientKeys(keys: readonly JsonWebKey[]): readonly JsonWebKey[] {
  const refuse = (): never => {
    throw new HpError("client-unfit", { field: "jwks" });
  };
  if (keys.length === 0 || keys.length > 5) refuse();
  const ids = new Set(keys.map((key) => key.kid));
  if (ids.size !== keys.length || ids.has(undefined)) refuse();
  for (const key of keys) {
    if (["d", "p", "q", "dp", "dq", "qi", "k"].some((part) => part in key)) refuse();
    try {
      const { asymmetricKeyType: type, asymmetricKeyDetails: details } = createPublicKey({
        key,
        format: "jwk",
      });
      const isFit =
        type === "ed25519" ||
        (type === "ec" && ["prime256v1", "secp384r1"].includes(details?.namedCurve ?? "")) ||
        (type === "rsa" && (details?.modulusLength ?? 0) >= 2048);
      if (!isFit) refuse();
    } catch {
      refuse();
    }
  }
  return keys;
}
