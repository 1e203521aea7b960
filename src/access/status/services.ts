/** Parts of the platform that a visitor would notice missing, in the order they are shown. */
export const serviceIds = ["portal", "api", "signIn", "intake", "registry", "exports"] as const;
export type ServiceId = (typeof serviceIds)[number];

export const isServiceId = (text: string): text is ServiceId =>
  (serviceIds as readonly string[]).includes(text);
