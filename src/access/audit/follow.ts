import type { AuditExportConfig } from "#src/platform/config-audit.ts";
import type { Log } from "#src/platform/log.ts";
import type { ExportFormat } from "./export.ts";
import { exportSealed } from "./follow-export.ts";
import type { AuditStore } from "./seal.ts";
import { openSink, type Sink } from "./sink.ts";

interface Followed {
  readonly to: string;
  readonly format: ExportFormat;
  readonly sink: Sink;
}

/**
 * Sends what is sealed to the security centre as long as the program runs; handed to the sealer as `onPass`. Each place
 * has its own position, so one that is down keeps nobody else waiting and gets what it missed when it is back.
 */
export function followAudit(store: AuditStore, config: AuditExportConfig, log: Log): () => Promise<void> {
  const targets: Followed[] = [];
  const add = (to: string | undefined, format: ExportFormat, key?: string): void => {
    if (to !== undefined) targets.push({ to, format, sink: openSink(to, format, key) });
  };
  add(config.syslog, "syslog");
  add(config.otlp, "otlp", config.otlpKey);
  return async () => {
    await Promise.all(
      targets.map(({ to, format, sink }) =>
        exportSealed(store, sink, format, { to }).catch((error: unknown) => {
          log.error({ err: error, format }, "the audit could not be sent; it is tried again");
        }),
      ),
    );
  };
}
