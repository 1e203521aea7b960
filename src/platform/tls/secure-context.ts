import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { createSecureContext, type SecureContextOptions } from "node:tls";
import type { TlsFiles } from "../config-security.ts";
import { HpError } from "../errors.ts";

/**
 * TLS 1.2 and 1.3 with forward secrecy and authenticated encryption alone (RFC 9325 §4.2; Mozilla "intermediate"
 * without the CBC suites that only browsers before 2014 need).
 */
const tlsPolicy = {
  minVersion: "TLSv1.2",
  honorCipherOrder: true,
  ciphers: [
    "TLS_AES_256_GCM_SHA384",
    "TLS_CHACHA20_POLY1305_SHA256",
    "TLS_AES_128_GCM_SHA256",
    "ECDHE-ECDSA-AES256-GCM-SHA384",
    "ECDHE-RSA-AES256-GCM-SHA384",
    "ECDHE-ECDSA-CHACHA20-POLY1305",
    "ECDHE-RSA-CHACHA20-POLY1305",
    "ECDHE-ECDSA-AES128-GCM-SHA256",
    "ECDHE-RSA-AES128-GCM-SHA256",
  ].join(":"),
} as const satisfies SecureContextOptions;

/**
 * Certificate, key and authorities as they are on disk now, tried together before anybody is served with them.
 * @throws HpError `tls-unusable`: a file is missing, is no PEM, or the key is another certificate's
 */
export function readSecureContext(files: TlsFiles): SecureContextOptions {
  const { clientAuthorities } = files;
  const context: SecureContextOptions = {
    ...tlsPolicy,
    cert: read(files.certificate),
    key: read(files.key),
    ...(clientAuthorities === undefined ? {} : { ca: read(clientAuthorities) }),
  };
  try {
    createSecureContext(context);
  } catch (cause) {
    throw unusable(files.certificate, cause);
  }
  return context;
}

/** The first certificate of a PEM file: ours, those of the authorities stand below it. @throws HpError `tls-unusable` */
export function readCertificate(path: string): X509Certificate {
  try {
    return new X509Certificate(readFileSync(path));
  } catch (cause) {
    throw unusable(path, cause);
  }
}

function read(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unusable(path, cause);
  }
}

/** OpenSSL names what is wrong in a code; its message repeats that and holds nothing of the key. */
function unusable(file: string, cause: unknown): HpError {
  const { code, message } = cause as NodeJS.ErrnoException;
  return new HpError("tls-unusable", { file, reason: code ?? message }, cause);
}
