import { createSocket } from "node:dgram";
import { open } from "node:fs/promises";
import { connect, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { HpError } from "#src/platform/errors.ts";
import type { ExportFormat } from "./export.ts";

/** Where exported lines go. */
export interface Sink {
  /** Resolves when all lines were handed over (written and synced, or taken by the network). */
  send(lines: readonly string[]): Promise<void>;
}

/**
 * @param target a file's path, `udp://`, `tcp://` or `tls://host:port`, or the `https://` address of an OTLP receiver
 * @param key bearer key of an OTLP receiver
 */
export function openSink(target: string, format: ExportFormat, key?: string): Sink {
  const url = /^[a-z]+:\/\//.test(target) ? URL.parse(target) : undefined;
  const send = url === undefined ? toFile(target) : toNetwork(url, format, key);
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

function toNetwork(url: URL | null, format: ExportFormat, key?: string): Sink["send"] {
  const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
  if (isWeb !== (format === "otlp"))
    throw new HpError("argument-invalid", { name: "format", reason: "otlp ↔ https://" });
  if (url !== null && isWeb) return toOtlp(url, key);
  const port = Number(url?.port);
  const host = url?.hostname.replace(/^\[|\]$/g, "") ?? "";
  if (host === "" || !Number.isInteger(port) || port < 1)
    throw new HpError("argument-invalid", { name: "target", reason: `${transports}host:port` });
  if (url?.protocol === "udp:") return toUdp(host, port);
  if (url?.protocol === "tcp:")
    return toTcp(() => connect({ host, port, timeout: connectTimeoutMs }), format);
  // RFC 5425: the receiver proves who it is; its authority may be named by NODE_EXTRA_CA_CERTS.
  if (url?.protocol === "tls:")
    return toTcp(() => connectTls({ host, port, timeout: connectTimeoutMs, servername: host }), format);
  throw new HpError("argument-invalid", { name: "target", reason: transports });
}

const transports = "udp://, tcp://, tls://";

/** Log records that one request carries; a receiver takes some MB at a time. */
const recordsPerRequest = 1_000;

/** OTLP/HTTP with JSON (opentelemetry.io, OTLP specification, "JSON Protobuf Encoding"). */
function toOtlp(url: URL, key?: string): Sink["send"] {
  return async (lines) => {
    for (let at = 0; at < lines.length; at += recordsPerRequest) {
      const logRecords = lines.slice(at, at + recordsPerRequest).join(",");
      const resource = { attributes: [{ key: "service.name", value: { stringValue: "hoa-phuong" } }] };
      const reply = await fetch(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
        },
        body: `{"resourceLogs":[{"resource":${JSON.stringify(resource)},"scopeLogs":[{"scope":{"name":"audit"},"logRecords":[${logRecords}]}]}]}`,
        redirect: "error",
        signal: AbortSignal.timeout(connectTimeoutMs),
      });
      const answer = await reply.text();
      if (!reply.ok) throw Object.assign(new Error("refused"), { code: `HTTP ${reply.status}` });
      assertAllTaken(answer);
    }
  };
}

/** 200 with `partialSuccess` says that some records were thrown away. */
function assertAllTaken(answer: string): void {
  const rejected = /"rejectedLogRecords"\s*:\s*"?(\d+)/.exec(answer)?.[1] ?? "0";
  if (rejected !== "0") throw Object.assign(new Error("rejected"), { code: `${rejected} rejected` });
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
function toTcp(open: () => Socket, format: ExportFormat): Sink["send"] {
  const frame = (line: string): string =>
    format === "syslog" ? `${Buffer.byteLength(line)} ${line}` : `${line}\n`;
  return (lines) =>
    new Promise((resolve, reject) => {
      const socket = open();
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
