import { HpError } from "./errors.ts";

/** Where sealed audit events are sent while the program runs (docs/operations/audit.md). */
export interface AuditExportConfig {
  /** `HP_AUDIT_SYSLOG`: `udp://`, `tcp://` or `tls://host:port` (RFC 5424). */
  readonly syslog?: string;
  /** `HP_AUDIT_OTLP`: address of an OTLP/HTTP receiver of logs, `https://…/v1/logs`; http on this machine alone. */
  readonly otlp?: string;
  /** `HP_AUDIT_OTLP_KEY`: its bearer key; never printed or logged. */
  readonly otlpKey?: string;
}

const loopback = new Set(["127.0.0.1", "[::1]", "localhost"]);

/** @throws HpError `config-invalid` naming the setting */
export function readAuditExport(env: Readonly<Record<string, string | undefined>>): AuditExportConfig {
  const syslog = addressOf(
    env,
    "HP_AUDIT_SYSLOG",
    (url) => /^(udp|tcp|tls):$/.test(url.protocol) && url.port !== "",
  );
  const otlp = addressOf(
    env,
    "HP_AUDIT_OTLP",
    (url) => url.protocol === "https:" || (url.protocol === "http:" && loopback.has(url.hostname)),
  );
  const otlpKey = env.HP_AUDIT_OTLP_KEY;
  return {
    ...(syslog === undefined ? {} : { syslog }),
    ...(otlp === undefined ? {} : { otlp }),
    ...(otlpKey === undefined || otlpKey === "" ? {} : { otlpKey }),
  };
}

function addressOf(
  env: Readonly<Record<string, string | undefined>>,
  name: string,
  fits: (url: URL) => boolean,
): string | undefined {
  const text = env[name];
  if (text === undefined || text === "") return undefined;
  const url = URL.parse(text);
  // A password in the address would end up in messages.
  if (url === null || !fits(url) || url.username !== "" || url.password !== "")
    throw new HpError("config-invalid", {
      name,
      value: url === null ? text : `${url.protocol}//${url.host}`,
    });
  return text;
}
