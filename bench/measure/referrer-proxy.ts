import { once } from "node:events";
import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The same server without `referrer-policy: no-referrer` on its pages: a headless Chromium 147 driven by Lighthouse
 * gives up a navigation that answers with it (`FAILED_DOCUMENT_REQUEST`), browsers of people don't.
 */
export async function startReferrerProxy(
  target: string,
): Promise<{ readonly url: string; readonly close: () => void }> {
  const server = createServer((asked, answer) => {
    const { method, url, headers } = asked;
    const onward = request(`${target}${url}`, { method, headers }, (reply) => {
      const { "referrer-policy": _dropped, ...kept } = reply.headers;
      answer.writeHead(reply.statusCode ?? 502, kept);
      reply.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
