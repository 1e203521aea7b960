import type { FastifyInstance } from "fastify";

/** From here on copies count: the API reference's script has 4 MB. */
const largeLength = 64 * 1024;

/**
 * Large texts that are the same for everybody are made into bytes once and sent from there. As strings each answer on
 * its way would hold a copy: 2,000 readers of the API reference's script who take nothing would be 8 GB.
 */
export function registerSharedBytes(app: FastifyInstance): void {
  /** By route: the text it last sent, and its bytes. */
  const shared = new Map<string, { readonly text: string; readonly bytes: Buffer }>();
  app.addHook("onSend", async (request, reply, payload) => {
    const { url, config } = request.routeOptions;
    if (typeof payload !== "string" || payload.length < largeLength) return payload;
    if (url === undefined || config?.access !== "public" || reply.statusCode !== 200) return payload;
    const known = shared.get(url);
    if (known?.text === payload) return known.bytes;
    const bytes = Buffer.from(payload);
    shared.set(url, { text: payload, bytes });
    return bytes;
  });
}
