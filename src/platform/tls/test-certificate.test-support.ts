import { execFileSync } from "node:child_process";
import { join } from "node:path";
import type { TlsFiles } from "../config-security.ts";

/**
 * A certificate made on the spot, so that no test breaks on the day a stored one ends. Needs the `openssl` command;
 * Node reads certificates but makes none.
 * @param days until it ends; may be 0
 */
export function makeCertificate(dir: string, name: string, days = 30): TlsFiles {
  const certificate = join(dir, `${name}.crt`);
  const key = join(dir, `${name}.key`);
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"],
      ...["-keyout", key, "-out", certificate, "-days", String(days), "-subj", `/CN=${name}`],
      ...["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"],
    ],
    { stdio: "pipe" },
  );
  return { certificate, key };
}
