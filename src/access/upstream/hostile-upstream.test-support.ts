import { createHmac, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Everything an answer is made of, for a lie to change. */
export interface Answer {
  header: Record<string, unknown>;
  claims: Record<string, unknown>;
  /** The parameters of the redirect back. */
  redirect: Record<string, string | undefined>;
  sign: (input: string) => string;
  /** The token endpoint's reply, made of the ID token. */
  reply: (idToken: string) => { readonly status: number; readonly body: string };
}

export type Lie = (answer: Answer, upstream: HostileUpstream) => void;

/** The number of the citizen it speaks of: it must turn up nowhere. */
export const citizenNumber = "031190123456";
export const citizenName = "Nguyễn Thị Kiểm Thử";

/** An upstream that is VNeID to the letter until a test gives it a lie. */
export class HostileUpstream {
  issuer = "";
  lie: Lie = () => undefined;
  /** Changes what it says of itself. */
  lieOfSelf: (configuration: Record<string, unknown>) => void = () => undefined;
  readonly key = pair();
  readonly strangerKey = pair();
  #server = createServer((request, response) => {
    this.#serve(request, response).catch(() => response.destroy());
  });
  #asked: Record<string, string> = {};

  async listen(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.issuer = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.issuer);
    const json = (body: unknown): void => {
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
    };
    switch (url.pathname) {
      case "/.well-known/openid-configuration": {
        const configuration: Record<string, unknown> = {
          issuer: this.issuer,
          authorization_endpoint: `${this.issuer}/authorize`,
          token_endpoint: `${this.issuer}/token`,
          jwks_uri: `${this.issuer}/jwks`,
          response_types_supported: ["code"],
          id_token_signing_alg_values_supported: ["ES256", "HS256", "RS256", "none"],
          authorization_response_iss_parameter_supported: true,
        };
        this.lieOfSelf(configuration);
        return json(configuration);
      }
      case "/jwks":
        return json({ keys: [{ ...this.key.jwk, kid: "k", alg: "ES256", use: "sig" }] });
      case "/authorize": {
        this.#asked = Object.fromEntries(url.searchParams);
        const target = new URL(this.#asked.redirect_uri ?? "");
        for (const [name, value] of Object.entries(this.#answer().redirect))
          if (value !== undefined) target.searchParams.set(name, value);
        response.writeHead(303, { location: target.href }).end();
        return;
      }
      case "/token": {
        const { header, claims, sign: signing, reply } = this.#answer();
        const input = `${encode(header)}.${encode(claims)}`;
        const { status, body } = reply(`${input}.${signing(input)}`);
        response.writeHead(status, { "content-type": "application/json" }).end(body);
        return;
      }
      default:
        response.writeHead(404).end();
    }
  }

  #answer(): Answer {
    const now = Math.floor(Date.now() / 1000);
    const answer: Answer = {
      header: { alg: "ES256", kid: "k" },
      claims: {
        iss: this.issuer,
        aud: "hoa-phuong",
        sub: "s",
        iat: now,
        exp: now + 300,
        nonce: this.#asked.nonce,
        acr: "urn:vneid:level:2",
        name: citizenName,
        citizen_id: citizenNumber,
      },
      redirect: { code: "c", state: this.#asked.state, iss: this.issuer },
      sign: (input) => signEs256(input, this.key.privateKey),
      reply: (idToken) => ({
        status: 200,
        body: JSON.stringify({ access_token: "a", token_type: "Bearer", id_token: idToken }),
      }),
    };
    this.lie(answer, this);
    return answer;
  }
}

function pair() {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, publicKey, jwk: publicKey.export({ format: "jwk" }) };
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

export const signEs256 = (input: string, key: KeyObject): string =>
  sign("sha256", Buffer.from(input), { key, dsaEncoding: "ieee-p1363" }).toString("base64url");

export const signHs256 = (input: string, secret: string | Buffer): string =>
  createHmac("sha256", secret).update(input).digest("base64url");
