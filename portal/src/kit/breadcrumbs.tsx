import { ChevronRight } from "lucide-react";
import { AppLink } from "../app/app-link.tsx";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";

export interface Crumb {
  readonly title: string;
  /** Missing for the page itself. */
  readonly to?: string;
}

/** Where a page lies: city → commune → school → class. */
export function Breadcrumbs({ crumbs }: { readonly crumbs: readonly Crumb[] }) {
  const t = useText(kit);
  return (
    <nav aria-label={t.breadcrumbs} data-print="hide" className="mb-2">
      <ol className="text-muted flex flex-wrap items-center gap-x-1 text-sm">
        {crumbs.map(({ title, to }, at) => (
          <li key={`${title}${to ?? ""}`} className="flex items-center gap-1">
            {at === 0 ? null : <ChevronRight aria-hidden size={15} />}
            {to === undefined ? (
              <span aria-current="page">{title}</span>
            ) : (
              <AppLink to={to} className="hover:text-ink underline-offset-3 hover:underline">
                {title}
              </AppLink>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
