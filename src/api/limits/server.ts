import { createServer, type Server, type ServerOptions } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import type { SecureContextOptions } from "node:tls";
import type { FastifyInstance, FastifyServerFactoryHandler } from "fastify";
import { UnfinishedConnections } from "./connections.ts";
import { bodyRate, serverLimits, unfinishedLimits } from "./limits.ts";
import { MovingBodies } from "./moving-bodies.ts";
import { UntakenAnswers } from "./untaken-answers.ts";

export interface ServerParts {
  /** Certificate and key; without them the server speaks plain HTTP. */
  readonly tls?: SecureContextOptions & { readonly requestCert?: boolean };
  /** Whether connections of an address carry everybody's requests. */
  readonly isProxy: (address: string) => boolean;
  /** Called with the server, to take up renewed certificates for example. */
  readonly onServer?: (server: Server) => void;
}

/** Fastify's options that hold the limits of {@link serverLimits}; the rest is `registerLimits`. */
export function limitedServerOptions(parts: ServerParts) {
  return {
    bodyLimit: serverLimits.bodyBytes,
    handlerTimeout: serverLimits.handlerMs,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: serverLimits.parameterLength },
    serverFactory: (handler: FastifyServerFactoryHandler): Server => {
      const server = createLimitedServer(handler, parts);
      parts.onServer?.(server);
      return server;
    },
    clientErrorHandler: refuseUnreadable,
  } as const;
}

function createLimitedServer(handler: FastifyServerFactoryHandler, { tls, isProxy }: ServerParts): Server {
  const options: ServerOptions = {
    maxHeaderSize: serverLimits.headerBytes,
    headersTimeout: serverLimits.headersMs,
    requestTimeout: serverLimits.requestMs,
    connectionsCheckingInterval: serverLimits.lookEveryMs,
    keepAliveTimeout: serverLimits.keepAliveMs,
    // Two ways to say how long a body is are refused, not guessed at (request smuggling).
    insecureHTTPParser: false,
    requireHostHeader: true,
  };
  const server =
    tls === undefined
      ? createServer(options, handler)
      : (createTlsServer(
          {
            ...options,
            ...tls,
            handshakeTimeout: serverLimits.handshakeMs,
            // People have no certificate. Whoever is to have one is asked for it where it counts (mutual-tls.ts).
            rejectUnauthorized: false,
          },
          handler,
        ) as unknown as Server);
  server.setTimeout(serverLimits.silentMs);
  server.maxRequestsPerSocket = serverLimits.requestsPerConnection;
  server.maxConnections = serverLimits.connections;
  // One more than is allowed, so that too many can be told from just enough (registerLimits).
  server.maxHeadersCount = serverLimits.headerLines + 1;
  watchConnections(server, isProxy);
  return server;
}

function watchConnections(server: Server, isProxy: (address: string) => boolean): void {
  const unfinished = new UnfinishedConnections(unfinishedLimits, isProxy);
  const bodies = new MovingBodies(bodyRate);
  const answers = new UntakenAnswers(serverLimits.stalledAnswerMs);
  let open = 0;
  server.on("connection", (socket: Socket) => {
    open += 1;
    socket.once("close", () => {
      open -= 1;
    });
    unfinished.add(socket, performance.now());
  });
  // Before Fastify's own listener, which may answer at once.
  server.prependListener("request", (request, response) => {
    unfinished.finish(request.socket);
    bodies.add(request, performance.now());
    answers.add(response, request.socket);
  });
  const look = setInterval(() => {
    const nowMs = performance.now();
    unfinished.sweep(nowMs);
    bodies.sweep(nowMs);
    answers.sweep();
    if (open > serverLimits.connections * serverLimits.crowded) server.closeIdleConnections();
  }, bodyRate.lookEveryMs);
  look.unref();
  server.once("close", () => clearInterval(look));
}

/**
 * What is no HTTP, or came too late. Nothing of it is logged, at no level: Fastify's own handler logs the bytes as they
 * came, and these may hold a name or a password.
 */
function refuseUnreadable(this: FastifyInstance, error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === "ECONNRESET" || socket.destroyed) return;
  const status = statusOf(error.code);
  this.log.debug({ code: error.code }, "client error");
  if (socket.writable) socket.write(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  socket.destroy();
}

function statusOf(code: string | undefined): string {
  if (code === "ERR_HTTP_REQUEST_TIMEOUT") return "408 Request Timeout";
  if (code === "HPE_HEADER_OVERFLOW") return "431 Request Header Fields Too Large";
  return "400 Bad Request";
}
