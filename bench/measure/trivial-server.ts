import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/** Answers two hundred bytes at once, as a program of its own: the bare limit of anything over HTTP. */
const body = "x".repeat(200);
const server = createServer((_request, response) => response.end(body));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
process.stdin.resume().once("close", () => {
  server.close();
  server.closeAllConnections();
});
