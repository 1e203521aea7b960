import fastify from "fastify";
import { expect, test } from "vitest";
import { registerSharedBytes } from "./shared-bytes.ts";

test("what is for everybody is sent as it is, also when it changes; what is not stays a text of its own", async () => {
  const app = fastify();
  registerSharedBytes(app);
  let text = "à".repeat(100_000);
  const sent: unknown[] = [];
  app.addHook("onSend", async (_request, _reply, payload) => {
    sent.push(payload);
    return payload;
  });
  app.get("/public", { config: { access: "public" } }, async () => text);
  app.get("/own", { config: { access: "record.read" } }, async () => text);

  for (let turn = 0; turn < 2; turn += 1) expect((await app.inject("/public")).body).toBe(text);
  expect(sent[0]).toBeInstanceOf(Buffer);
  expect(sent[1]).toBe(sent[0]);
  text = "b".repeat(100_000);
  expect((await app.inject("/public")).body).toBe(text);
  text = "short";
  expect((await app.inject("/public")).body).toBe(text);
  text = "c".repeat(100_000);
  expect((await app.inject("/own")).body).toBe(text);
  expect(typeof sent.at(-1)).toBe("string");
  await app.close();
});
