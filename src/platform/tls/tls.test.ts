import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connect, type TLSSocket } from "node:tls";
import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCertificate, readSecureContext } from "./secure-context.ts";
import { makeCertificate } from "./test-certificate.test-support.ts";
import { watchCertificate } from "./watch-certificate.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-tls-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const files = makeCertificate(dir, "served");
const renewed = makeCertificate(dir, "renewed");
const silent = pino({ level: "silent" });

const server = createServer(readSecureContext(files), (_request, response) => response.end("ok"));
let port = 0;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** A TLS handshake. @returns what was agreed, or the error's code */
function shake(options: object): Promise<{ readonly socket?: TLSSocket; readonly code?: string }> {
  return new Promise((resolve) => {
    const socket = connect({ host: "127.0.0.1", port, rejectUnauthorized: false, ...options }, () =>
      resolve({ socket }),
    );
    socket.once("error", (error) => resolve({ code: (error as NodeJS.ErrnoException).code ?? "" }));
  });
}

const subjectOf = (socket: TLSSocket | undefined): string | undefined =>
  socket?.getPeerX509Certificate()?.subject;

describe("what is agreed", () => {
  test("TLS 1.2 and 1.3, each by a cipher with forward secrecy", async () => {
    for (const maxVersion of ["TLSv1.2", "TLSv1.3"] as const) {
      const { socket } = await shake({ maxVersion });
      expect(socket?.getProtocol()).toBe(maxVersion);
      expect(socket?.getCipher().name).toMatch(/^(TLS_|ECDHE-)/);
      socket?.destroy();
    }
  });

  test.each([
    ["TLS 1.1", { minVersion: "TLSv1", maxVersion: "TLSv1.1", ciphers: "DEFAULT@SECLEVEL=0" }],
    ["a CBC suite", { maxVersion: "TLSv1.2", ciphers: "ECDHE-ECDSA-AES128-SHA256" }],
    ["a suite without forward secrecy", { maxVersion: "TLSv1.2", ciphers: "AES128-GCM-SHA256" }],
  ])("refused: %s", async (_what, options) => {
    const { socket, code } = await shake(options);
    socket?.destroy();
    expect(code).toMatch(/^(ERR_SSL|EPROTO|ECONNRESET)/);
  });
});

describe("renewal", () => {
  test("new connections get the new certificate, one that stands goes on with its own", async () => {
    const watch = watchCertificate(server, files, silent);
    const { socket: standing } = await shake({});
    expect(subjectOf(standing)).toBe("CN=served");
    copyFileSync(renewed.certificate, files.certificate);
    copyFileSync(renewed.key, files.key);
    expect(watch.reload()).toBe(true);
    const { socket: fresh } = await shake({});
    expect(subjectOf(fresh)).toBe("CN=renewed");
    standing?.write("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    const answer = await new Promise<string>((resolve) =>
      standing?.once("data", (data) => resolve(String(data))),
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200/);
    standing?.destroy();
    fresh?.destroy();
    watch.stop();
  });

  test("files that don't belong together are not taken up, and the old certificate serves on", async () => {
    const other = makeCertificate(dir, "other");
    const watch = watchCertificate(server, files, silent);
    copyFileSync(other.certificate, files.certificate);
    expect(watch.reload()).toBe(false);
    const answer = await new Promise<number | undefined>((resolve) =>
      request({ host: "127.0.0.1", port, rejectUnauthorized: false }, (response) =>
        resolve(response.resume().statusCode),
      ).end(),
    );
    expect(answer).toBe(200);
    watch.stop();
  });

  test("SIGHUP and changed files are heard, until it is stopped", async () => {
    const taken: object[] = [];
    const heard = { setSecureContext: (context: object) => void taken.push(context) };
    const watch = watchCertificate(heard, renewed, silent, 20);
    process.emit("SIGHUP");
    expect(taken).toHaveLength(1);
    const again = makeCertificate(dir, "again");
    copyFileSync(again.certificate, renewed.certificate);
    copyFileSync(again.key, renewed.key);
    await expect.poll(() => taken.length).toBeGreaterThan(1);
    watch.stop();
    const before = taken.length;
    process.emit("SIGHUP");
    expect(taken).toHaveLength(before);
  });
});

test("unusable files are told by name and reason, never by content", () => {
  const broken = join(dir, "broken.pem");
  writeFileSync(broken, "-----BEGIN CERTIFICATE-----\nsecret\n-----END CERTIFICATE-----\n");
  const good = makeCertificate(dir, "good");
  for (const bad of [
    { ...good, certificate: broken },
    { ...good, key: join(dir, "absent.key") },
    { ...good, key: makeCertificate(dir, "stranger").key },
    { ...good, clientAuthorities: join(dir, "absent.pem") },
  ]) {
    expect(() => readSecureContext(bad)).toThrow(expect.objectContaining({ code: "tls-unusable" }));
    expect(() => readSecureContext(bad)).not.toThrow(/secret/);
  }
  expect(() => readCertificate(broken)).toThrow(expect.objectContaining({ code: "tls-unusable" }));
  expect(readCertificate(good.certificate).subject).toBe("CN=good");
});
