import { HpError } from "./errors.ts";

/** Where a leak of data or a weakness is reported; what is not set is not shown. */
export interface ContactConfig {
  /** `HP_INCIDENT_EMAIL` */
  readonly email?: string;
  /** `HP_INCIDENT_PHONE`: as people dial it. */
  readonly phone?: string;
  /** `HP_INCIDENT_URL`: a form of the operator's own, https. */
  readonly url?: string;
  /** `HP_INCIDENT_KEY_URL`: the public key that reports may be encrypted with, https. */
  readonly keyUrl?: string;
  /** `HP_INCIDENT_HOURS`: when somebody answers, as it is shown. */
  readonly hours?: string;
}

const email = /^[^\s@<>"]{1,64}@[A-Za-z0-9.-]{1,190}\.[A-Za-z]{2,24}$/;
const phone = /^\+?[0-9][0-9 .-]{5,20}$/;

/** @throws HpError `config-invalid` for what nobody could write to or dial */
export function readContact(env: Readonly<Record<string, string | undefined>>): ContactConfig {
  const read = (name: string, isUsable: (text: string) => boolean): string | undefined => {
    const text = env[name]?.trim();
    if (text === undefined || text === "") return undefined;
    if (!isUsable(text)) throw new HpError("config-invalid", { name, value: text });
    return text;
  };
  const isHttps = (text: string): boolean => URL.parse(text)?.protocol === "https:" && !/\s/.test(text);
  const found = {
    email: read("HP_INCIDENT_EMAIL", (text) => email.test(text)),
    phone: read("HP_INCIDENT_PHONE", (text) => phone.test(text)),
    url: read("HP_INCIDENT_URL", isHttps),
    keyUrl: read("HP_INCIDENT_KEY_URL", isHttps),
    hours: read("HP_INCIDENT_HOURS", (text) => text.length <= 100 && !/[\r\n]/.test(text)),
  };
  return Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined));
}
