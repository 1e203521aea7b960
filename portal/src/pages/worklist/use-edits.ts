import { useCallback, useEffect, useRef, useState } from "react";
import { newKey } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import { dropDraft, findDraft, keepDraft } from "../../app/draft-store.ts";
import type { Text } from "../../text/language.ts";
import { type CellToSend, sendCells } from "./send-cells.ts";

/** Where a typed cell is on its way into the record. */
export interface Edit {
  readonly cell: CellToSend;
  readonly state: "unsent" | "sending" | "waiting" | "applied" | "refused" | "conflict";
  readonly message?: Text | undefined;
  /** The batch it was taken in with, and its name there. */
  readonly batchId?: string;
  readonly correctionId?: string | undefined;
  /** What stands, of a cell in conflict. */
  readonly current?: unknown;
  readonly version?: number | undefined;
  readonly changedBy?: string | null | undefined;
  readonly changedAt?: string | undefined;
}

export interface Edits {
  readonly edits: ReadonlyMap<string, Edit>;
  /** Batches that a run has not taken in yet, the oldest first. */
  readonly open: readonly string[];
  readonly isOffline: boolean;
  /** A problem that concerns no single cell: signed out, no right. */
  readonly problem: ApiProblem | undefined;
  readonly type: (cells: readonly CellToSend[]) => void;
  readonly forget: (keys: readonly string[]) => void;
  /** A run has taken the batch in, but for the corrections it refused after all. */
  readonly settle: (batchId: string, refused: readonly string[]) => void;
  /** The newest batch, to be taken back. */
  readonly last: string | undefined;
  readonly takenBack: (batchId: string) => void;
}

export const editKey = ({
  recordKey,
  field,
}: {
  readonly recordKey: string;
  readonly field: string;
}): string => `${recordKey}\u0000${field}`;

/** Cells typed within this time go together. */
const gatherMs = 500;
const retryMs = 4_000;

/**
 * Typed cells go out by themselves, a moment after the last one. A lost line loses none: what was not answered is sent
 * again under the same key, and what was not sent is kept, sealed, over a reload.
 */
export function useEdits(name: string): Edits {
  const [edits, setEdits] = useState<ReadonlyMap<string, Edit>>(new Map());
  const [batches, setBatches] = useState<readonly { readonly id: string; readonly isOpen: boolean }[]>([]);
  const [isOffline, setIsOffline] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const all = useRef(edits);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const isSending = useRef(false);
  const saving = useRef<Promise<void>>(Promise.resolve());
  /** A batch without an answer: the same cells under the same key again. */
  const unanswered = useRef<{ readonly key: string; readonly cells: readonly CellToSend[] }>(undefined);

  const change = useCallback(
    (changed: (map: Map<string, Edit>) => void) => {
      const next = new Map(all.current);
      changed(next);
      all.current = next;
      setEdits(next);
      const unsent = [...next.values()].filter(({ state }) => state === "unsent" || state === "sending");
      const cells = unsent.map(({ cell }) => cell);
      // One after the other: a slow keeping must not bring back what was dropped since.
      saving.current = saving.current.then(() =>
        cells.length === 0 ? dropDraft(name) : keepDraft(name, cells),
      );
    },
    [name],
  );

  const flush = useCallback(async () => {
    if (isSending.current) return;
    const waiting = [...all.current.values()]
      .filter(({ state }) => state === "unsent")
      .map(({ cell }) => cell);
    const batch =
      unanswered.current ?? (waiting.length === 0 ? undefined : { key: newKey(), cells: waiting });
    if (batch === undefined) return;
    isSending.current = true;
    unanswered.current = batch;
    change((map) => {
      for (const cell of batch.cells) map.set(editKey(cell), { cell, state: "sending" });
    });
    try {
      const { batchId, outcomes } = await sendCells(batch.cells, batch.key);
      unanswered.current = undefined;
      setIsOffline(false);
      setProblem(undefined);
      const bySent = new Map(batch.cells.map((cell) => [editKey(cell), cell]));
      change((map) => {
        for (const outcome of outcomes) {
          const { state, message, current, version, changedBy, changedAt, correctionId, ...place } = outcome;
          const key = editKey(place);
          const cell = bySent.get(key);
          // Typed anew while it was under way: the newer one counts.
          if (cell === undefined || map.get(key)?.state !== "sending") continue;
          map.set(key, {
            cell,
            state: state === "accepted" ? "waiting" : state,
            ...{ message, current, version, changedBy, changedAt, batchId, correctionId },
          });
        }
      });
      if (outcomes.some(({ state }) => state === "accepted"))
        setBatches((before) => [...before, { id: batchId, isOpen: true }]);
    } catch (error) {
      const isLine = error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
      change((map) => {
        for (const cell of batch.cells) map.set(editKey(cell), { cell, state: "unsent" });
      });
      setIsOffline(isLine);
      if (!isLine && error instanceof ApiProblem) {
        unanswered.current = undefined;
        setProblem(error);
      } else timer.current = setTimeout(() => void flush(), retryMs);
    } finally {
      isSending.current = false;
    }
    if (unanswered.current === undefined && [...all.current.values()].some(({ state }) => state === "unsent"))
      timer.current = setTimeout(() => void flush(), gatherMs);
  }, [change]);

  const type = useCallback(
    (cells: readonly CellToSend[]) => {
      if (cells.length === 0) return;
      change((map) => {
        for (const cell of cells) map.set(editKey(cell), { cell, state: "unsent" });
      });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void flush(), gatherMs);
    },
    [change, flush],
  );

  useEffect(() => {
    void findDraft<readonly CellToSend[]>(name).then((kept) => type(kept ?? []));
    return () => clearTimeout(timer.current);
  }, [name, type]);

  useEffect(() => {
    const guard = (event: BeforeUnloadEvent): void => {
      if ([...all.current.values()].some(({ state }) => state === "unsent" || state === "sending"))
        event.preventDefault();
    };
    const again = (): void => void flush();
    addEventListener("beforeunload", guard);
    addEventListener("online", again);
    return () => {
      removeEventListener("beforeunload", guard);
      removeEventListener("online", again);
    };
  }, [flush]);

  const forget = useCallback(
    (keys: readonly string[]) =>
      change((map) => {
        for (const key of keys) map.delete(key);
      }),
    [change],
  );
  const close = useCallback(
    (batchId: string) =>
      setBatches((before) => before.map((one) => (one.id === batchId ? { ...one, isOpen: false } : one))),
    [],
  );
  const settle = useCallback(
    (batchId: string, refused: readonly string[]) => {
      close(batchId);
      change((map) => {
        for (const [key, edit] of map) {
          if (edit.state !== "waiting" || edit.batchId !== batchId) continue;
          const isRefused = edit.correctionId !== undefined && refused.includes(edit.correctionId);
          map.set(key, { ...edit, state: isRefused ? "refused" : "applied" });
        }
      });
    },
    [change, close],
  );
  const takenBack = useCallback(
    (batchId: string) => {
      setBatches((before) => before.filter(({ id }) => id !== batchId));
      change((map) => {
        for (const [key, edit] of map)
          if (edit.batchId === batchId && (edit.state === "waiting" || edit.state === "applied"))
            map.delete(key);
      });
    },
    [change],
  );
  return {
    edits,
    open: batches.filter(({ isOpen }) => isOpen).map(({ id }) => id),
    isOffline,
    problem,
    type,
    forget,
    settle,
    last: batches.at(-1)?.id,
    takenBack,
  };
}
