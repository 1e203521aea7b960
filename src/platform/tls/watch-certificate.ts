import { unwatchFile, watchFile } from "node:fs";
import type { Server } from "node:tls";
import type { TlsFiles } from "../config-security.ts";
import { HpError } from "../errors.ts";
import type { Log } from "../log.ts";
import { readSecureContext } from "./secure-context.ts";

/** How often the files are looked at; renewals come weeks before the end. */
const lookEveryMs = 10_000;

export interface CertificateWatch {
  /** Takes the files up now. @returns whether they were good; the old ones stay in use when they were not */
  reload(): boolean;
  stop(): void;
}

/**
 * Serves new connections with the renewed certificate as soon as its files change, or at SIGHUP. Connections that
 * stand keep theirs and are not cut. By `stat`, not by inotify: renewal tools swap links and folders.
 */
export function watchCertificate(
  server: Pick<Server, "setSecureContext">,
  files: TlsFiles,
  log: Log,
  everyMs: number = lookEveryMs,
): CertificateWatch {
  const reload = (): boolean => {
    try {
      server.setSecureContext(readSecureContext(files));
      log.info({ code: "tls-reloaded" }, "TLS certificate taken up");
      return true;
    } catch (error) {
      // Often only for a moment: the certificate is new already and the key not yet.
      const facts = error instanceof HpError ? { code: error.code, ...error.facts } : { err: error };
      log.error(facts, "new TLS certificate is unusable, the old one stays");
      return false;
    }
  };
  const paths = [files.certificate, files.key, files.clientAuthorities].filter((path) => path !== undefined);
  const changed = (): void => void reload();
  for (const path of paths) watchFile(path, { persistent: false, interval: everyMs }, changed);
  process.on("SIGHUP", changed);
  return {
    reload,
    stop: () => {
      for (const path of paths) unwatchFile(path, changed);
      process.off("SIGHUP", changed);
    },
  };
}
