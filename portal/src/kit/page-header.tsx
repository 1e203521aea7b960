import type { ReactNode } from "react";
import { Breadcrumbs, type Crumb } from "./breadcrumbs.tsx";

interface Props {
  readonly title: ReactNode;
  /** One or two sentences: what this is for. */
  readonly lead?: ReactNode;
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
}

/** The head of a page: its one `h1`. */
export function PageHeader({ title, lead, crumbs, actions }: Props) {
  return (
    <header className="mb-6">
      {crumbs === undefined ? null : <Breadcrumbs crumbs={crumbs} />}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="text-2xl font-semibold tracking-tight lg:text-3xl">{title}</h1>
          {lead === undefined ? null : <p className="text-muted mt-1.5 max-w-[68ch]">{lead}</p>}
        </div>
        {actions === undefined ? null : (
          <div data-print="hide" className="flex flex-wrap gap-3">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
