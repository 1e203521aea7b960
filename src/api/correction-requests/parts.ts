import type { CorrectionParts } from "../corrections/take.ts";

/** Requests stand in ledgers that the owner alone writes; whose they are is checked before. */
export interface RequestParts extends CorrectionParts {
  readonly erasureKey: Buffer;
  /** Folder of sealed papers. */
  readonly evidenceDir: string;
}
