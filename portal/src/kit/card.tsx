import type { ReactNode } from "react";

interface Props {
  readonly title?: string;
  /** Beside the title: a link to all of it, a menu. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** One subject of a page. */
export function Card({ title, action, children }: Props) {
  return (
    <section className="bg-raised border-rule min-w-0 rounded-xl border p-5">
      {title === undefined && action === undefined ? null : (
        <div className="mb-3 flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {title === undefined ? null : <h2 className="text-lg font-semibold">{title}</h2>}
          {action}
        </div>
      )}
      {children}
    </section>
  );
}
