import { hash, X509Certificate } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { TLSSocket } from "node:tls";

/**
 * How a machine's certificate reaches us. By our own TLS it stands on the socket; behind a proxy that ends TLS the
 * proxy hands it on in a header, which only requests from that proxy may carry.
 */
export interface MutualTls {
  findCertificate(request: IncomingMessage): X509Certificate | undefined;
  /** A certificate of an authority we trust, by the judgement of whoever ended TLS. */
  isAuthorised(request: IncomingMessage): boolean;
}

export const certificateFromSocket: MutualTls = {
  findCertificate: (request) => (request.socket as Partial<TLSSocket>).getPeerX509Certificate?.(),
  isAuthorised: (request) => (request.socket as Partial<TLSSocket>).authorized === true,
};

/**
 * @param header lower-case name of the header with the URL-encoded PEM (nginx `$ssl_client_escaped_cert`)
 * @param verdictHeader header that says `SUCCESS` for a certificate of a trusted authority (`$ssl_client_verify`)
 * @param isProxy whether a request comes from the proxy: anybody else could write the headers themselves
 */
export function certificateFromHeader(
  header: string,
  verdictHeader: string,
  isProxy: (request: IncomingMessage) => boolean,
): MutualTls {
  return {
    findCertificate: (request) => {
      const value = request.headers[header];
      if (typeof value !== "string" || value === "" || !isProxy(request)) return undefined;
      return readCertificate(value);
    },
    isAuthorised: (request) => isProxy(request) && request.headers[verdictHeader] === "SUCCESS",
  };
}

function readCertificate(escaped: string): X509Certificate | undefined {
  try {
    return new X509Certificate(decodeURIComponent(escaped));
  } catch {
    // Whoever sends something else has no certificate; what it was is of no use to anybody.
    return undefined;
  }
}

/** Whether a registered name (RFC 8705 §2.1.2) is the certificate's. */
export function isSubject(certificate: X509Certificate, property: string, expected: string): boolean {
  const names = (certificate.subjectAltName ?? "").split(", ");
  switch (property) {
    case "tls_client_auth_san_dns":
      return names.includes(`DNS:${expected}`);
    case "tls_client_auth_san_uri":
      return names.includes(`URI:${expected}`);
    case "tls_client_auth_san_ip":
      return names.includes(`IP Address:${expected}`);
    case "tls_client_auth_san_email":
      return names.includes(`email:${expected}`);
    case "tls_client_auth_subject_dn":
      return (
        normalised(certificate.subject.split("\n").reverse()) === normalised(expected.split(/,(?=[A-Z]+=)/))
      );
    default:
      return false;
  }
}

/** RFC 4514 writes the last part first; Node writes them as the certificate has them, one a line. */
const normalised = (parts: readonly string[]): string => parts.map((part) => part.trim()).join(",");

/** Whether a token that is bound to a certificate comes with it (RFC 8705 §3). @param thumbprint `x5t#S256` */
export function isBoundTo(thumbprint: string, certificate: X509Certificate | undefined): boolean {
  return certificate !== undefined && hash("sha256", certificate.raw, "base64url") === thumbprint;
}
