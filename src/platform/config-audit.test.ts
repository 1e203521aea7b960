import { expect, test } from "vitest";
import { readAuditExport } from "./config-audit.ts";

test("says where the audit goes; nothing set: nowhere", () => {
  expect(readAuditExport({ HP_AUDIT_SYSLOG: "" })).toEqual({});
  expect(
    readAuditExport({
      HP_AUDIT_SYSLOG: "tls://soc.example:6514",
      HP_AUDIT_OTLP: "https://soc.example/v1/logs",
      HP_AUDIT_OTLP_KEY: "k",
    }),
  ).toEqual({ syslog: "tls://soc.example:6514", otlp: "https://soc.example/v1/logs", otlpKey: "k" });
});

test.each([
  { HP_AUDIT_SYSLOG: "soc.example:514" },
  { HP_AUDIT_SYSLOG: "https://soc.example" },
  { HP_AUDIT_SYSLOG: "tcp://soc.example" },
  { HP_AUDIT_OTLP: "http://soc.example/v1/logs" },
  { HP_AUDIT_OTLP: "https://user:secret@soc.example/v1/logs" },
])("%j is refused, and no password is said back", (env) => {
  expect(() => readAuditExport(env)).toThrow(expect.objectContaining({ code: "config-invalid" }));
  try {
    readAuditExport(env);
  } catch (error) {
    expect(JSON.stringify((error as { facts: unknown }).facts)).not.toContain("secret");
  }
});
