import type { ContactConfig } from "#src/platform/config-contact.ts";

/** A reader asks again before this is over (RFC 9116 §2.5.5 recommends less than a year), in days. */
const validDays = 180;

/**
 * security.txt (RFC 9116); undefined where nobody is named to write to, for its Contact is required.
 * @param origin it is served from
 */
export function securityTxt(contact: ContactConfig, origin: string, now: Date): string | undefined {
  const { email, phone, url, keyUrl } = contact;
  const ways = [
    url,
    email === undefined ? undefined : `mailto:${email}`,
    phone === undefined ? undefined : telephone(phone),
  ].filter((way) => way !== undefined);
  if (ways.length === 0) return undefined;
  // Whole days: the same text all day, which whoever keeps a copy can compare.
  const expires = new Date(Math.floor(now.getTime() / 86_400_000 + validDays) * 86_400_000);
  return [
    ...ways.map((way) => `Contact: ${way}`),
    `Expires: ${expires.toISOString().replace(".000", "")}`,
    ...(keyUrl === undefined ? [] : [`Encryption: ${keyUrl}`]),
    "Preferred-Languages: vi, en",
    // Addresses must begin with https there; a program tried out on a laptop has none.
    ...(origin.startsWith("https:")
      ? [`Canonical: ${origin}/.well-known/security.txt`, `Policy: ${origin}/lien-he-su-co`]
      : []),
    "",
  ].join("\r\n");
}

/** As everybody in the world dials it (RFC 3966 §5.1.4): 0 within the country is +84 from outside. */
const telephone = (phone: string): string =>
  `tel:${phone.trim().replace(/[ .]+/g, "-").replace(/^0/, "+84-")}`;
