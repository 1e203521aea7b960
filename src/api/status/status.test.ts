import { rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { foldersOf, readConfig } from "#src/platform/config.ts";
import { readContact } from "#src/platform/config-contact.ts";
import { createTestApp, steward, type TestApp } from "../test-app.ts";
import { probeServices } from "./probe.ts";
import { securityTxt } from "./security-txt.ts";

const administrator: typeof steward = {
  ...steward,
  principal: {
    ...steward.principal,
    grant: { ...steward.principal.grant, role: "systemAdministrator", unit: { kind: "none" } },
  },
  scope: { ...steward.scope, role: "systemAdministrator" },
};
let isAdministrator = false;
let at: TestApp;
beforeAll(async () => {
  at = await createTestApp(undefined, async () => (isAdministrator ? administrator : undefined));
});
afterAll(() => at.close());

const probe = async (env: Readonly<Record<string, string>> = {}) => {
  const checks = await probeServices({
    app: at.app,
    config: readConfig({ HP_DATA: at.dataDir, ...env }),
    folders: foldersOf(at.dataDir),
  });
  return Object.fromEntries(checks.map(({ service, isGood }) => [service, isGood]));
};

test("what stands is good, and what this installation has not is not looked at", async () => {
  // This application has no built portal: its pages are missing for who opens them.
  expect(await probe()).toEqual({ portal: false, api: true, signIn: true, intake: true, exports: true });
});

test("a folder that is gone for good is found", async () => {
  const { warehouse } = foldersOf(at.dataDir);
  rmSync(warehouse, { recursive: true, force: true });
  writeFileSync(warehouse, "");
  expect(await probe()).toMatchObject({ exports: false, intake: true });
  rmSync(warehouse);
});

test("the registry's line: an answer is good, trouble of the other side or no answer is not", async () => {
  let status = 401;
  const server = createServer((_request, reply) => reply.writeHead(status).end()).listen(0, "127.0.0.1");
  await new Promise((done) => server.once("listening", done));
  const env = { HP_POPULATION_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  expect(await probe(env)).toMatchObject({ registry: true });
  status = 503;
  expect(await probe(env)).toMatchObject({ registry: false });
  await new Promise((done) => server.close(done));
  expect(await probe(env)).toMatchObject({ registry: false });
});

test("a guest reads the status; nothing is known before the first check", async () => {
  const answer = (await at.app.inject({ url: "/api/v1/open/status" })).json();
  expect(answer.services).toHaveLength(6);
  expect(answer.services[0]).toEqual({
    id: "portal",
    state: "unknown",
    since: null,
    checkedAt: null,
    days: [],
  });
  expect(answer.data).toEqual({ lastRunAt: null, countedAt: null, schoolYear: null });
  expect(
    (await at.app.inject({ method: "POST", url: "/api/v1/service-notices", payload: {} })).statusCode,
  ).toBe(401);
});

test("what the operator announces is for everybody at once, and each step stands in the audit", async () => {
  isAdministrator = true;
  const post = (url: string, payload: object) => at.app.inject({ method: "POST", url, payload });
  const notice = { kind: "incident", title: "Chậm", text: "Đang xem.", services: ["portal"] };
  const opened = await post("/api/v1/service-notices", { ...notice, startsAt: "2026-11-23T08:00:00+07:00" });
  expect(opened.statusCode, opened.body).toBe(201);
  const { noticeId } = opened.json();
  const closed = await post(`/api/v1/service-notices/${noticeId}/steps`, { text: "Đã xong.", closes: true });
  expect(closed.statusCode, closed.body).toBe(200);
  isAdministrator = false;
  const { notices } = (await at.app.inject({ url: "/api/v1/open/status" })).json();
  expect(notices).toMatchObject([
    { noticeId, title: "Chậm", steps: [{ text: "Đã xong." }, { text: "Đang xem." }] },
  ]);
  const { rows } = await at.pool.query<{ action: string; object: string }>(
    "select action, object from access.audit_event where action like 'status.%' order by at, action desc",
  );
  expect(rows).toEqual([
    { action: "status.open", object: `serviceNotice/${noticeId}` },
    { action: "status.close", object: `serviceNotice/${noticeId}` },
  ]);
});

test("without a contact there is no security.txt, which would name nobody", async () => {
  expect((await at.app.inject({ url: "/.well-known/security.txt" })).statusCode).toBe(404);
  expect((await at.app.inject({ url: "/api/v1/open/incident-contact" })).json()).toEqual({});
});

test("security.txt names the ways, and expires within a year (RFC 9116)", () => {
  const contact = readContact({
    HP_INCIDENT_EMAIL: "su-co@haiphong.example",
    HP_INCIDENT_PHONE: "0225 3 842 099",
    HP_INCIDENT_KEY_URL: "https://haiphong.example/khoa.asc",
  });
  const text = securityTxt(contact, "https://hp.example", new Date("2026-11-23T10:20:30Z"));
  expect(text?.split("\r\n")).toEqual([
    "Contact: mailto:su-co@haiphong.example",
    "Contact: tel:+84-225-3-842-099",
    "Expires: 2027-05-22T00:00:00Z",
    "Encryption: https://haiphong.example/khoa.asc",
    "Preferred-Languages: vi, en",
    "Canonical: https://hp.example/.well-known/security.txt",
    "Policy: https://hp.example/lien-he-su-co",
    "",
  ]);
});

test.each([
  { HP_INCIDENT_EMAIL: "a@b\r\nContact: mailto:x@y.vn" },
  { HP_INCIDENT_EMAIL: "nobody" },
  { HP_INCIDENT_PHONE: "gọi cô Hoa" },
  { HP_INCIDENT_URL: "http://plain.example" },
  { HP_INCIDENT_URL: "javascript:alert(1)" },
])("a contact nobody could use is refused at the start: %j", (env) => {
  expect(() => readContact(env)).toThrow(expect.objectContaining({ code: "config-invalid" }));
});
