import { createHmac } from "node:crypto";

/**
 * What a recipient calls a person: a UUID (RFC 9562, version 8) made by HMAC-SHA-256 of recipient and id. The same
 * person has the same name in all deliveries to one recipient, and another one at the next, so that two recipients
 * can't put their data together; nobody gets back to the id without the key (S1 IV.4.2, "pseudonymization").
 *
 * @param key key "pseudonym" of the keys folder
 */
export function pseudonym(key: Buffer, recipient: string, id: string): string {
  const hex = createHmac("sha256", key)
    .update(JSON.stringify([recipient, id]))
    .digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
