import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from "@simplewebauthn/server";
import { isoCBOR } from "@simplewebauthn/server/helpers";

type Cbor = Parameters<typeof isoCBOR.encode>[0];

const sha256 = (data: string | Uint8Array): Buffer => createHash("sha256").update(data).digest();
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64url");

/** What a test makes an authenticator or a browser do wrong. */
export interface Mischief {
  readonly origin?: string;
  readonly challenge?: string;
  readonly rpId?: string;
  readonly type?: string;
  /** The person was not verified: only touched it. */
  readonly unverified?: boolean;
  /** One bit of the signature. */
  readonly spoiled?: boolean;
}

/**
 * An authenticator in software: ES256, attestation `none`, a counter (WebAuthn §6.1). With `counts: false` the counter
 * stays 0, as those of phones do.
 */
export class SoftwareAuthenticator {
  counter = 0;
  readonly id = randomBytes(16);
  readonly #keys = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  readonly #origin: string;
  readonly #counts: boolean;

  constructor(origin: string, counts = true) {
    this.#origin = origin;
    this.#counts = counts;
  }

  register(options: PublicKeyCredentialCreationOptionsJSON, wrong: Mischief = {}): RegistrationResponseJSON {
    const { x = "", y = "" } = this.#keys.publicKey.export({ format: "jwk" });
    // COSE key (RFC 9052 §7): EC2, ES256, P-256.
    const key = new Map<number, number | Uint8Array>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, Buffer.from(x, "base64url")],
      [-3, Buffer.from(y, "base64url")],
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(this.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, this.id, isoCBOR.encode(key)]);
    const data = this.#authenticatorData(wrong.rpId ?? options.rp.id ?? "", wrong, attested);
    const attestation = isoCBOR.encode(
      new Map<string | number, Cbor>([
        ["fmt", "none"],
        ["attStmt", new Map()],
        ["authData", data],
      ]),
    );
    return {
      id: text(this.id),
      rawId: text(this.id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: this.#clientData(wrong.type ?? "webauthn.create", options.challenge, wrong),
        attestationObject: text(attestation),
        transports: ["internal"],
      },
    };
  }

  answer(options: PublicKeyCredentialRequestOptionsJSON, wrong: Mischief = {}): AuthenticationResponseJSON {
    if (this.#counts) this.counter += 1;
    const data = this.#authenticatorData(wrong.rpId ?? options.rpId ?? "", wrong);
    const clientData = this.#clientData(wrong.type ?? "webauthn.get", options.challenge, wrong);
    const signed = Buffer.concat([data, sha256(Buffer.from(clientData, "base64url"))]);
    const signature = sign("sha256", signed, this.#keys.privateKey);
    const last = signature.length - 1;
    if (wrong.spoiled === true) signature[last] = (signature[last] ?? 0) ^ 1;
    return {
      id: text(this.id),
      rawId: text(this.id),
      type: "public-key",
      clientExtensionResults: {},
      response: {
        clientDataJSON: clientData,
        authenticatorData: text(data),
        signature: text(signature),
      },
    };
  }

  #clientData(type: string, challenge: string, wrong: Mischief): string {
    const data = {
      type,
      challenge: wrong.challenge ?? challenge,
      origin: wrong.origin ?? this.#origin,
      crossOrigin: false,
    };
    return Buffer.from(JSON.stringify(data)).toString("base64url");
  }

  #authenticatorData(rpId: string, wrong: Mischief, attested?: Uint8Array): Buffer {
    const present = 0x01;
    const verified = wrong.unverified === true ? 0 : 0x04;
    const flags = present | verified | (attested === undefined ? 0 : 0x40);
    const head = Buffer.alloc(37);
    sha256(rpId).copy(head);
    head[32] = flags;
    head.writeUInt32BE(this.counter, 33);
    return Buffer.concat([head, attested ?? Buffer.alloc(0)]);
  }
}
