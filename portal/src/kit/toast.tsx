import { CircleAlert, CircleCheck, X } from "lucide-react";
import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from "react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";

interface Toast {
  readonly id: number;
  readonly kind: "done" | "failed";
  readonly text: string;
  /** Takes it back. */
  readonly undo?: () => void;
}

type Show = (toast: Omit<Toast, "id">) => void;

const ToastContext = createContext<Show>(() => undefined);
const shownMs = 8_000;

/** Says that something was done, and offers to take it back; what failed stays until it is put away. */
export const useToast = (): Show => use(ToastContext);

export function ToastPlace({ children }: { readonly children: ReactNode }) {
  const t = useText(kit);
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const next = useRef(1);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const show = useMemo(
    (): Show => (toast) => {
      const id = next.current;
      next.current += 1;
      setToasts((all) => [...all.slice(-2), { ...toast, id }]);
      if (toast.kind === "done") setTimeout(() => remove(id), shownMs);
    },
    [remove],
  );
  return (
    <ToastContext value={show}>
      {children}
      <section
        aria-live="polite"
        aria-label={t.messages}
        data-print="hide"
        className="pointer-events-none fixed right-4 bottom-20 left-4 z-50 flex flex-col items-center gap-2 sm:left-auto sm:items-end lg:bottom-4"
      >
        {toasts.map(({ id, kind, text, undo }) => (
          <div
            key={id}
            className="bg-raised border-rule shadow-floating pointer-events-auto flex w-full max-w-md items-center gap-3 rounded-lg border py-1.5 pr-1.5 pl-4"
          >
            {kind === "done" ? (
              <CircleCheck aria-hidden size={20} className="text-good shrink-0" />
            ) : (
              <CircleAlert aria-hidden size={20} className="text-act shrink-0" />
            )}
            <p className="flex-1 py-2 text-sm">{text}</p>
            {undo === undefined ? null : (
              <button
                type="button"
                className="text-sea hover:bg-sea-soft min-h-11 rounded-md px-3 text-sm font-medium"
                onClick={() => {
                  remove(id);
                  undo();
                }}
              >
                {t.undo}
              </button>
            )}
            <button
              type="button"
              aria-label={t.close}
              className="text-muted hover:bg-sunken grid size-11 place-items-center rounded-md"
              onClick={() => remove(id)}
            >
              <X aria-hidden size={18} />
            </button>
          </div>
        ))}
      </section>
    </ToastContext>
  );
}
