import { createHash, randomBytes } from "node:crypto";

/** 256 random bits as 43 characters of base64url: what a browser or a machine holds. */
export function newToken(): string {
  return randomBytes(32).toString("base64url");
}

/**
 * What is stored of a token. No salt and no slow hash: nobody guesses 256 random bits, and equal lookups need equal
 * hashes. Undefined for text that can't be a token, so that no megabyte reaches the database.
 */
export function hashToken(token: string): Buffer | undefined {
  return /^[A-Za-z0-9_-]{43}$/.test(token) ? createHash("sha256").update(token).digest() : undefined;
}

/** Letters and digits nobody misreads: no 0 and O, 1, I and L, U. */
const readable = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 16 characters in four groups, 78 bits: a person types it once. */
export function newReadableSecret(): string {
  const characters: string[] = [];
  while (characters.length < 16) {
    for (const byte of randomBytes(32)) {
      // Bytes past the last whole multiple would make the first letters likelier.
      if (byte < 240 && characters.length < 16) characters.push(readable.charAt(byte % readable.length));
    }
  }
  return characters.join("").replace(/(.{4})(?=.)/g, "$1-");
}

/** What was typed, as {@link newReadableSecret} wrote it: case, blanks and hyphens don't matter. */
export function readableSecret(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, "")
    .replace(/(.{4})(?=.)/g, "$1-");
}
