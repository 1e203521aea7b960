const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));

const toText = (buffer: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replace(/=+$/, "");

/** As JSON carries it: bytes are base64url (WebAuthn Level 3, §5.1.9). */
export interface CreationOptions
  extends Omit<PublicKeyCredentialCreationOptions, "challenge" | "user" | "excludeCredentials"> {
  readonly challenge: string;
  readonly user: { readonly id: string; readonly name: string; readonly displayName: string };
  readonly excludeCredentials?: readonly {
    readonly id: string;
    readonly type: "public-key";
    readonly transports?: AuthenticatorTransport[];
  }[];
}

/** Passkeys belong to a host's name; elsewhere, and in old browsers, there are none to be made. */
export const canCreatePasskey = (host: string): boolean =>
  location.hostname === host && window.PublicKeyCredential !== undefined;

/**
 * Asks this device for a new passkey. By hand, since the browsers' own `parseCreationOptionsFromJSON` is younger than
 * many phones in use.
 * @throws DOMException when the person turns back or the device has this account's passkey already
 */
export async function createPasskey(options: CreationOptions): Promise<object> {
  const credential = (await navigator.credentials.create({
    publicKey: {
      ...options,
      challenge: toBytes(options.challenge),
      user: { ...options.user, id: toBytes(options.user.id) },
      excludeCredentials: (options.excludeCredentials ?? []).map((one) => ({ ...one, id: toBytes(one.id) })),
    },
  })) as PublicKeyCredential | null;
  if (credential === null) throw new DOMException("no credential", "NotAllowedError");
  const response = credential.response as AuthenticatorAttestationResponse;
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: {
      clientDataJSON: toText(response.clientDataJSON),
      attestationObject: toText(response.attestationObject),
      transports: response.getTransports?.() ?? [],
    },
  };
}
