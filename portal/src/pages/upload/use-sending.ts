import { useCallback, useEffect, useRef, useState } from "react";
import type { ApiProblem } from "../../api/problem.ts";
import { type SendStep, sendFile } from "./send-file.ts";

/** A file this page is sending. */
export interface Sending {
  readonly id: number;
  readonly file: File;
  readonly step:
    | SendStep
    | { readonly step: "queued" }
    | { readonly step: "failed"; readonly problem: ApiProblem };
}

/**
 * Sends files one after the other: a weak line carries one whole file sooner than halves of ten.
 * @param onKnown told of a file whose very bytes were sent before
 */
export function useSending(
  schoolId: string | undefined,
  onKnown: (file: File) => void,
): {
  readonly sending: readonly Sending[];
  readonly add: (files: readonly File[]) => void;
  readonly put: (id: number) => void;
} {
  const [sending, setSending] = useState<readonly Sending[]>([]);
  const next = useRef(1);
  const queue = useRef<Promise<void>>(Promise.resolve());
  const stop = useRef<AbortController>(null);
  useEffect(() => {
    const controller = new AbortController();
    stop.current = controller;
    return () => controller.abort();
  }, []);
  const isBusy = sending.some(({ step }) => step.step !== "sent" && step.step !== "failed");
  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent): void => event.preventDefault();
    addEventListener("beforeunload", warn);
    return () => removeEventListener("beforeunload", warn);
  }, [isBusy]);
  const change = useCallback((id: number, step: Sending["step"]): void => {
    setSending((all) => all.map((one) => (one.id === id ? { ...one, step } : one)));
  }, []);
  const add = (files: readonly File[]): void => {
    const added = files.map((file): Sending => ({ id: next.current++, file, step: { step: "queued" } }));
    setSending((all) => [...added.toReversed(), ...all]);
    for (const { id, file } of added) {
      const tell = (step: SendStep): void => {
        change(id, step);
        if (step.step === "sent" && step.wasKnown) onKnown(file);
      };
      const { signal } = stop.current ?? new AbortController();
      queue.current = queue.current.then(() =>
        sendFile(file, { schoolId, signal }, tell).catch((problem: unknown) => {
          if (!signal.aborted) change(id, { step: "failed", problem: problem as ApiProblem });
        }),
      );
    }
  };
  const put = (id: number): void => setSending((all) => all.filter((one) => one.id !== id));
  return { sending, add, put };
}
