import { Inbox, RefreshCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { ApiProblem } from "../api/problem.ts";
import { kit } from "../text/kit.ts";
import { useLanguage, useText } from "../text/use-text.ts";
import { Button } from "./button.tsx";

interface EmptyProps {
  readonly title: string;
  readonly children?: ReactNode;
  /** The next step. */
  readonly action?: ReactNode;
  readonly heading?: "h1" | "h2" | "h3";
}

/** Nothing here: why, and what to do next. */
export function Empty({ title, children, action, heading: Heading = "h2" }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center px-4 py-12 text-center">
      <span className="bg-sunken text-muted mb-4 grid size-14 place-items-center rounded-full">
        <Inbox aria-hidden size={26} />
      </span>
      <Heading className="text-lg font-semibold">{title}</Heading>
      {children === undefined ? null : <div className="text-muted mt-1.5">{children}</div>}
      {action === undefined ? null : <div className="mt-5">{action}</div>}
    </div>
  );
}

/** Something could not be read: the API's own sentence, and the way on. */
export function Failed({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const t = useText(kit);
  const language = useLanguage();
  const isProblem = error instanceof ApiProblem;
  const again = isProblem && (error.code === "step-up-needed" || error.code === "sign-in-needed");
  const next = encodeURIComponent(location.pathname + location.search);
  return (
    <div role="alert" className="border-rule bg-raised flex items-start gap-3 rounded-xl border p-5">
      <TriangleAlert aria-hidden size={22} className="text-act mt-0.5 shrink-0" />
      <div className="min-w-0">
        <p className="font-medium">{isProblem ? error.sentence(language) : t.failed}</p>
        {isProblem && error.requestId !== undefined ? (
          <p className="text-muted mt-0.5 text-sm break-all">{t.requestId(error.requestId)}</p>
        ) : null}
        <div className="mt-3">
          {again ? (
            <Button size="small" href={`/sign-in?next=${next}&again=1`}>
              {t.signInAgain}
            </Button>
          ) : onRetry === undefined ? null : (
            <Button size="small" variant="secondary" icon={RefreshCw} onClick={onRetry}>
              {t.retry}
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}

/** The shape of what is coming. */
export function Skeleton({ lines = 3 }: { readonly lines?: number }) {
  const t = useText(kit);
  return (
    <div role="status" data-loading aria-label={t.loading} className="space-y-3">
      {Array.from({ length: lines }, (_, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: bars without identity.
          key={at}
          className={`bg-sunken h-5 animate-pulse rounded-md ${at % 3 === 2 ? "w-2/3" : "w-full"}`}
        />
      ))}
    </div>
  );
}

interface ReadingProps<T> {
  readonly reading: {
    readonly data: T | undefined;
    readonly error: unknown;
    readonly refetch: () => unknown;
  };
  readonly lines?: number;
  readonly children: (data: T) => ReactNode;
}

/** A reading in its three states: coming, failed, there. What was read once stays while it is read anew. */
export function Reading<T>({ reading, lines = 3, children }: ReadingProps<T>) {
  if (reading.data !== undefined) return children(reading.data);
  if (reading.error !== null && reading.error !== undefined)
    return <Failed error={reading.error} onRetry={() => void reading.refetch()} />;
  return <Skeleton lines={lines} />;
}
