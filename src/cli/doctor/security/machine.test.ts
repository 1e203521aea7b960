import { execFileSync } from "node:child_process";
import { chmodSync, chownSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { backupIdOf, type Manifest, writeManifest } from "#src/platform/backup/manifest.ts";
import { type Config, readConfig } from "#src/platform/config.ts";
import { readSecureContext } from "#src/platform/tls/secure-context.ts";
import { makeCertificate } from "#src/platform/tls/test-certificate.test-support.ts";
import type { SecurityExam } from "./exam.ts";
import { examineMachine } from "./examine.ts";
import { readTcpMemory } from "./machine-checks.ts";

const dir = mkdtempSync(join(tmpdir(), "hp-exam-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));
const dayMs = 86_400_000;
const certificates = makeCertificate(dir, "served");
// After the certificate, which is in force from this second on.
const now = new Date();
// A name nobody answers under.
const publicUrl = "https://hp.invalid";

/** A data folder without a fault, and the exam of a deployment that has none. */
function wellKept(
  environment: Record<string, string> = {},
  changes: Partial<SecurityExam> = {},
): SecurityExam {
  const dataDir = mkdtempSync(join(dir, "data-"));
  const backupDir = mkdtempSync(join(dir, "backups-"));
  for (const name of ["keys", "landing", "postgres"]) mkdirSync(join(dataDir, name), { mode: 0o700 });
  writeFileSync(join(dataDir, "keys", "identity.key"), "00", { mode: 0o600 });
  writeBackup(backupDir, now);
  return {
    config: readConfig({ HP_DATA: dataDir, HP_PORT: "0", ...environment }),
    environment,
    now,
    userId: process.getuid?.() === 0 ? 0 : process.getuid?.(),
    nodeVersion: "24.21.0",
    tcpMemory: { perConnection: 65_536, altogether: 2 ** 31 },
    backupDir,
    ...changes,
  };
}

const tlsEnvironment = {
  HP_TLS_CERT: certificates.certificate,
  HP_TLS_KEY: certificates.key,
  HP_PUBLIC_URL: "https://localhost",
};

function writeBackup(backupDir: string, at: Date, files: Manifest["files"] = []): void {
  writeManifest(backupDir, {
    ...{ format: 1, backupId: backupIdOf(at), createdAt: at.toISOString(), programVersion: "", dataDir: "" },
    ...{ postgresVersion: "", migrations: [], tables: [], sequences: [], files, unfinishedRun: null },
  });
}

async function stateOf(exam: SecurityExam, check: string): Promise<string> {
  const findings = await examineMachine(exam);
  const found = findings.find((finding) => finding.check === check);
  // Whatever is wrong is said in both languages, with what to do.
  if (found !== undefined && found.state !== "ok") {
    expect(found.sentence.vi).not.toBe(found.sentence.en);
    expect(found.advice?.vi).toBeTruthy();
    expect(found.advice?.en).toBeTruthy();
  }
  return found?.state ?? "not looked at";
}

const keysOf = ({ config }: SecurityExam): string => join(config.dataDir, "keys");

test("a deployment without a fault is found well, but for who runs it and where backups lie in this test", async () => {
  const findings = await examineMachine(wellKept(tlsEnvironment, { userId: 1_000 }));
  const wrong = findings.filter(({ state }) => state !== "ok").map(({ check }) => check);
  // Files belong to the user of the test; port 0 answers nobody.
  expect(wrong.filter((check) => check !== "files.keys")).toEqual(["machine.log", "backup.place"]);
});

describe("the way in", () => {
  test("a proxy on another machine and no TLS", async () => {
    const open = { HP_PUBLIC_URL: publicUrl, HP_TRUSTED_PROXY: "10.0.0.2", HP_HOST: "0.0.0.0" };
    expect(await stateOf(wellKept(open), "way.address")).toBe("warn");
    expect(await stateOf(wellKept({ ...open, HP_HOST: "127.0.0.1" }), "way.address")).toBe("ok");
  });

  test("a certificate: in force, about to end, over, of another name, unusable, of a short key", async () => {
    const at = (days: number) => new Date(now.getTime() + days * dayMs);
    const states = async (exam: SecurityExam) => stateOf(exam, "way.certificate");
    expect(await states(wellKept(tlsEnvironment))).toBe("ok");
    expect(await states(wellKept(tlsEnvironment, { now: at(15) }))).toBe("warn");
    expect(await states(wellKept(tlsEnvironment, { now: at(40) }))).toBe("fail");
    expect(await states(wellKept(tlsEnvironment, { now: at(-3) }))).toBe("fail");
    const elsewhere = { ...tlsEnvironment, HP_PUBLIC_URL: "https://du-lieu.example.vn" };
    expect(await states(wellKept(elsewhere))).toBe("fail");
    expect(await states(wellKept({ ...tlsEnvironment, HP_TLS_KEY: makeCertificate(dir, "other").key }))).toBe(
      "fail",
    );
    expect(await states(wellKept({ ...tlsEnvironment, HP_TLS_CERT: join(dir, "absent") }))).toBe("fail");
    const short = join(dir, "short");
    execFileSync(
      "openssl",
      `req -x509 -newkey rsa:1024 -nodes -keyout ${short}.key -out ${short}.crt -days 90 -subj /CN=localhost`.split(
        " ",
      ),
      { stdio: "pipe" },
    );
    expect(
      await states(wellKept({ ...tlsEnvironment, HP_TLS_CERT: `${short}.crt`, HP_TLS_KEY: `${short}.key` })),
    ).toBe("fail");
  });

  test("a key others can read", async () => {
    const key = join(dir, "open.key");
    copyFileSync(certificates.key, key);
    chmodSync(key, 0o644);
    expect(await stateOf(wellKept({ ...tlsEnvironment, HP_TLS_KEY: key }), "way.key")).toBe("fail");
    expect(await stateOf(wellKept(tlsEnvironment), "way.key")).toBe("ok");
  });

  test("old TLS, tried for real", async () => {
    const old = { ciphers: "DEFAULT@SECLEVEL=0", minVersion: "TLSv1" } as const;
    for (const [options, expected] of [
      [{}, "ok"],
      [old, "fail"],
    ] as const) {
      const server = createServer({ ...readSecureContext(certificates), ...options });
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      const port = String((server.address() as AddressInfo).port);
      expect(await stateOf(wellKept({ ...tlsEnvironment, HP_PORT: port }), "way.protocol")).toBe(expected);
      server.closeAllConnections();
      server.close();
      // Nobody answers there now.
      expect(await stateOf(wellKept({ ...tlsEnvironment, HP_PORT: port }), "way.protocol")).toBe("warn");
    }
  });

  test("a simulator that signs people in to an open system", async () => {
    const played = { HP_VNEID_URL: "http://127.0.0.1:9000" };
    expect(await stateOf(wellKept({ ...tlsEnvironment, ...played }), "way.simulators")).toBe("fail");
    expect(await stateOf(wellKept(played), "way.simulators")).toBe("ok");
  });
});

describe("the machine", () => {
  test("a Node whose fixes ended, that ends soon, that nobody knows", async () => {
    for (const [nodeVersion, expected] of [
      ["18.20.0", "fail"],
      ["24.21.0", "ok"],
      ["v99.0.0", "warn"],
    ] as const)
      expect(await stateOf(wellKept({}, { nodeVersion }), "machine.node")).toBe(expected);
    const late = new Date("2028-03-01T00:00:00Z");
    expect(await stateOf(wellKept({}, { now: late }), "machine.node")).toBe("warn");
  });

  test("root", async () => {
    expect(await stateOf(wellKept(tlsEnvironment, { userId: 0 }), "machine.user")).toBe("fail");
    expect(await stateOf(wellKept({}, { userId: 0 }), "machine.user")).toBe("warn");
    expect(await stateOf(wellKept({}, { userId: 1_000 }), "machine.user")).toBe("ok");
  });

  test("send buffers that all connections together could overrun", async () => {
    const tcpMemory = { perConnection: 4 * 2 ** 20, altogether: 2 ** 31 };
    expect(await stateOf(wellKept(tlsEnvironment, { tcpMemory }), "machine.tcpMemory")).toBe("warn");
    expect(await stateOf(wellKept({}, { tcpMemory }), "machine.tcpMemory")).toBe("ok");
    expect(await stateOf(wellKept(tlsEnvironment), "machine.tcpMemory")).toBe("ok");
    expect(await stateOf(wellKept(tlsEnvironment, { tcpMemory: undefined }), "machine.tcpMemory")).toBe("ok");
    const here = readTcpMemory();
    if (process.platform === "linux") expect(here?.altogether).toBeGreaterThan(here?.perConnection ?? 0);
  });

  test("no log, or one that says too little or too much", async () => {
    for (const [level, expected] of [
      ["silent", "fail"],
      ["debug", "warn"],
      ["warn", "warn"],
      ["info", "ok"],
    ] as const)
      expect(await stateOf(wellKept({ ...tlsEnvironment, HP_LOG: level }), "machine.log")).toBe(expected);
  });
});

describe("files", () => {
  let exam: SecurityExam;
  afterEach(() => {
    rmSync(exam.config.dataDir, { recursive: true, force: true });
  });
  const landingOf = (config: Config): string => join(config.dataDir, "landing");

  test("a folder of received files that anybody on the machine reads", async () => {
    exam = wellKept();
    expect(await stateOf(exam, "files.data")).toBe("ok");
    chmodSync(exam.config.dataDir, 0o755);
    chmodSync(landingOf(exam.config), 0o755);
    expect(await stateOf(exam, "files.data")).toBe("fail");
    chmodSync(exam.config.dataDir, 0o750);
    expect(await stateOf(exam, "files.data")).toBe("ok");
  });

  test("keys and passwords that others read or own", async () => {
    exam = wellKept();
    expect(await stateOf(exam, "files.keys")).toBe("ok");
    chmodSync(join(keysOf(exam), "identity.key"), 0o640);
    expect(await stateOf(exam, "files.keys")).toBe("fail");
    exam = wellKept();
    writeFileSync(join(exam.config.dataDir, "postgres", "credentials.json"), "{}", { mode: 0o644 });
    expect(await stateOf(exam, "files.keys")).toBe("fail");
    exam = wellKept();
    expect(await stateOf({ ...exam, userId: 4_242 }, "files.keys")).toBe("fail");
    if (process.getuid?.() === 0) {
      chownSync(join(keysOf(exam), "identity.key"), 4_242, 4_242);
      expect(await stateOf(exam, "files.keys")).toBe("fail");
    }
  });

  test("keys inside the place of backups", async () => {
    exam = wellKept();
    expect(await stateOf(exam, "files.keysApart")).toBe("ok");
    expect(await stateOf({ ...exam, backupDir: exam.config.dataDir }, "files.keysApart")).toBe("fail");
  });

  test("no backup, an old one, a damaged one, one that holds keys", async () => {
    exam = wellKept();
    expect(await stateOf(exam, "backup.age")).toBe("ok");
    expect(await stateOf({ ...exam, now: new Date(now.getTime() + 3 * dayMs) }, "backup.age")).toBe("fail");
    const empty = mkdtempSync(join(dir, "none-"));
    expect(await stateOf({ ...exam, backupDir: empty }, "backup.age")).toBe("fail");
    writeBackup(empty, now, [{ path: "keys/identity.key", sha256: "", bytes: 1, mtimeMs: 0, mode: 0o600 }]);
    expect(await stateOf({ ...exam, backupDir: empty }, "backup.place")).toBe("warn");
    writeFileSync(join(empty, `backup-${backupIdOf(now)}.json`), "{}");
    expect(await stateOf({ ...exam, backupDir: empty }, "backup.age")).toBe("fail");
  });
});
