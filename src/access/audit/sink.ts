import { createSocket } from "node:dgram";
import { open } from "node:fs/promises";
import { connect } from "node:net";
import { HpError } from "#src/platform/errors.ts";
import type { ExportFormat } from "./export.ts";

/** Where exported lines go. */
export interface Sink {
  /** Resolves when all lines were handed over (written and synced, or taken by the network). */
  send(lines: readonly string[]): Promise<void>;
}

/** @param target a file's path, `udp://host:port` or `tcp://host:port` */
export function openSink(target: string, format: ExportFormat): Sink {
  const url = /^[a-z]+:\/\//.test(target) ? URL.parse(target) : undefined;
  const send = url === undefined ? toFile(target) : toNetwork(url, format);
  return {
    send: async (lines) => {
      if (lines.length === 0) return;
      try {
        await send(lines);
      } catch (cause) {
        const reason = (cause as NodeJS.ErrnoException).code ?? String(cause);
        throw new HpError("audit-sink-failed", { target, reason }, cause);
      }
    },
  };
}

function toFile(path: string): Sink["send"] {
  return async (lines) => {
    const file = await open(path, "a", 0o600);
    try {
      await file.appendFile(lines.map((line) => `${line}\n`).join(""));
      await file.sync();
    } finally {
      await file.close();
    }
  };
}

function toNetwork(url: URL | null, format: ExportFormat): Sink["send"] {
  const port = Number(url?.port);
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  if (host === "" || !Number.isInteger(port) || port < 1)
    throw new HpError("argument-invalid", { name: "target", reason: "udp://host:port, tcp://host:port" });
  if (url?.protocol === "udp:") return toUdp(host, port);
  if (url?.protocol === "tcp:") return toTcp(host, port, format);
  throw new HpError("argument-invalid", { name: "target", reason: "udp://, tcp://" });
}

/** One message a datagram (RFC 5426); the network may lose some, nobody tells. */
function toUdp(host: string, port: number): Sink["send"] {
  return async (lines) => {
    const socket = createSocket(host.includes(":") ? "udp6" : "udp4");
    try {
      for (const line of lines) {
        await new Promise<void>((resolve, reject) => {
          socket.send(line, port, host, (error) => (error === null ? resolve() : reject(error)));
        });
      }
    } finally {
      socket.close();
    }
  };
}

const connectTimeoutMs = 10_000;

/** Syslog messages with their length before them (RFC 6587 §3.4.1), JSON lines with a newline behind. */
function toTcp(host: string, port: number, format: ExportFormat): Sink["send"] {
  const frame = (line: string): string =>
    format === "syslog" ? `${Buffer.byteLength(line)} ${line}` : `${line}\n`;
  return (lines) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host, port, timeout: connectTimeoutMs });
      socket.once("timeout", () =>
        socket.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })),
      );
      socket.once("error", reject);
      // Ended in order: the other side has taken everything.
      socket.once("close", (hadError) => {
        if (!hadError) resolve();
      });
      socket.resume();
      socket.end(lines.map(frame).join(""));
    });
}
