import { connect, type Socket } from "node:net";

/** How a client holds on to a connection. */
export const kinds = ["silent", "headers", "body", "idle", "untaken"] as const;
export type Kind = (typeof kinds)[number];

/** A connection that was dialled: by which port the server knows it. */
export interface Dialled {
  readonly kind: Kind;
  readonly port: number;
}

/**
 * Holds `connections` slow connections for some time and dials anew whenever it sees one closed. They say nothing,
 * drip headers, drip a body, sit idle after a request, or take none of a large answer: as many of each kind.
 */
export function attack(
  port: number,
  connections: number,
  seconds: number,
  played: readonly Kind[] = kinds,
): Promise<readonly Dialled[]> {
  const open = new Map<Socket, Kind>();
  const dialled: Dialled[] = [];
  let isOver = false;

  const dial = (kind: Kind): void => {
    const socket = connect(port, "127.0.0.1");
    open.set(socket, kind);
    socket.on("error", () => undefined);
    socket.on("connect", () => {
      dialled.push({ kind, port: socket.localPort ?? 0 });
      begin(socket, kind, port);
    });
    socket.on("close", () => {
      open.delete(socket);
      // Not at once: a door that is shut must not become a race.
      if (!isOver) setTimeout(() => isOver || dial(kind), 250);
    });
  };

  for (let index = 0; index < connections; index += 1) {
    const kind = played[index % played.length] ?? "silent";
    // All within a second, as a tool would.
    setTimeout(() => dial(kind), (index * 1_000) / connections);
  }
  const drip = setInterval(() => {
    for (const [socket, kind] of open)
      if ((kind === "headers" || kind === "body") && socket.writable) socket.write("a");
  }, 1_000);

  return new Promise((resolve) => {
    setTimeout(() => {
      isOver = true;
      clearInterval(drip);
      for (const socket of open.keys()) socket.destroy();
      resolve(dialled);
    }, seconds * 1_000);
  });
}

const largest = "/docs/js/scalar.js";

function begin(socket: Socket, kind: Kind, port: number): void {
  const request = (method: string, path: string): string =>
    `${method} ${path} HTTP/1.1\r\nHost: localhost:${port}\r\n`;
  switch (kind) {
    case "silent":
      // Without reading, a client never learns that it was closed.
      socket.resume();
      return;
    case "headers":
      socket.resume();
      socket.write(`${request("GET", "/health/live")}X-Slow: `);
      return;
    case "body":
      socket.resume();
      socket.write(
        `${request("POST", "/api/v1/uploads")}Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"fileName":"`,
      );
      return;
    case "idle":
      socket.resume();
      socket.write(`${request("GET", "/health/live")}\r\n`);
      return;
    case "untaken":
      socket.pause();
      // The largest answer there is, several times: more than the system's buffers take.
      for (let index = 0; index < 1; index += 1) socket.write(`${request("GET", largest)}\r\n`);
  }
}
