import { describe, expect, test } from "vitest";
import { readSecurity } from "./config-security.ts";
import { HpError } from "./errors.ts";

const tls = { HP_TLS_CERT: "/etc/hp/cert.pem", HP_TLS_KEY: "/etc/hp/key.pem" };
const publicUrl = { HP_PUBLIC_URL: "https://du-lieu.example.vn" };
const proxy = { HP_TRUSTED_PROXY: "10.0.0.2, ::FFFF:10.0.0.3" };

function codeOf(work: () => unknown): string {
  try {
    work();
    return "accepted";
  } catch (error) {
    if (error instanceof HpError) return error.code;
    throw error;
  }
}

describe("the way in", () => {
  test("loopback needs nothing and believes nobody", () => {
    for (const host of ["127.0.0.1", "::1", "localhost"])
      expect(readSecurity({}, host)).toEqual({ trustedProxies: [], demo: false });
    expect(readSecurity({ HP_DEMO: "1" }, "127.0.0.1").demo).toBe(true);
  });

  test("with TLS of our own, or behind a proxy we name", () => {
    expect(readSecurity({ ...tls, ...publicUrl }, "0.0.0.0").tls).toEqual({
      certificate: "/etc/hp/cert.pem",
      key: "/etc/hp/key.pem",
    });
    expect(readSecurity({ ...publicUrl, ...proxy }, "0.0.0.0").trustedProxies).toEqual([
      "10.0.0.2",
      "10.0.0.3",
    ]);
    expect(readSecurity({ ...publicUrl, HP_TRUSTED_PROXY: "127.0.0.1" }, "127.0.0.1").publicUrl).toBe(
      "https://du-lieu.example.vn",
    );
  });

  test.each<[string, Record<string, string>, string, string]>([
    ["no protection", {}, "0.0.0.0", "host-unprotected"],
    ["no protection, any address", {}, "::", "host-unprotected"],
    ["TLS, but nobody knows under which name", tls, "10.0.0.5", "host-unprotected"],
    ["a public name in the clear", publicUrl, "127.0.0.1", "public-url-unprotected"],
    [
      "a name that is http",
      { ...proxy, HP_PUBLIC_URL: "http://a.example.vn" },
      "127.0.0.1",
      "config-invalid",
    ],
    ["a name with a path", { ...proxy, HP_PUBLIC_URL: "https://a.example.vn/hp" }, "::1", "config-invalid"],
    ["a name with a password", { HP_PUBLIC_URL: "https://u:p@a.example.vn" }, "::1", "config-invalid"],
    ["no name at all", { HP_PUBLIC_URL: "a.example.vn" }, "::1", "config-invalid"],
    ["a network as a proxy", { ...publicUrl, HP_TRUSTED_PROXY: "10.0.0.0/8" }, "::", "config-invalid"],
    ["everybody as a proxy", { ...publicUrl, HP_TRUSTED_PROXY: "*" }, "::", "config-invalid"],
    ["a certificate without its key", { HP_TLS_CERT: "a" }, "127.0.0.1", "tls-pair-incomplete"],
    ["a key without its certificate", { HP_TLS_KEY: "a" }, "127.0.0.1", "tls-pair-incomplete"],
    ["authorities without TLS", { HP_TLS_CLIENT_CA: "a" }, "127.0.0.1", "tls-pair-incomplete"],
    ["the demo on the network", { ...tls, ...publicUrl, HP_DEMO: "1" }, "0.0.0.0", "demo-not-loopback"],
    ["the demo in the clear on the network", { HP_DEMO: "1" }, "0.0.0.0", "demo-not-loopback"],
    ["the demo behind a proxy", { ...publicUrl, ...proxy, HP_DEMO: "1" }, "127.0.0.1", "demo-not-loopback"],
    ["a proxy before the demo", { HP_TRUSTED_PROXY: "127.0.0.1", HP_DEMO: "1" }, "::1", "demo-not-loopback"],
    ["a switch that is neither", { HP_DEMO: "yes" }, "127.0.0.1", "config-invalid"],
  ])("refused: %s", (_what, env, host, code) => {
    expect(codeOf(() => readSecurity(env, host))).toBe(code);
  });

  test("a refused address never shows the password in it", () => {
    expect(() => readSecurity({ HP_PUBLIC_URL: "https://u:secret@a.example.vn" }, "::1")).not.toThrow(
      /secret/,
    );
  });
});
