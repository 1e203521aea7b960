import { generate } from "otplib";
import { getOrCreateKey } from "#src/platform/keys.ts";

const periodSeconds = 30;

/** A code as an authenticator app would show it. */
export interface DemoCode {
  readonly code: string;
  /** When the next one takes its place. */
  readonly until: Date;
}

/**
 * The secret the one-time codes of all sample accounts come from, in base32: this installation's own, so that a sample
 * account that was left behind opens to nobody who has not its keys folder.
 */
export function demoSecret(keysDir: string): string {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  // 32 letters: 160 bits, as other secrets have.
  return [...getOrCreateKey(keysDir, "demo")].map((byte) => letters.charAt(byte % 32)).join("");
}

export async function demoCodeAt(secret: string, now: Date): Promise<DemoCode> {
  const epoch = Math.floor(now.getTime() / 1000);
  return {
    code: await generate({ secret, epoch, period: periodSeconds }),
    until: new Date((Math.floor(epoch / periodSeconds) + 1) * periodSeconds * 1000),
  };
}
