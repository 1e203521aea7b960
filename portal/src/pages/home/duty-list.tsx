import { ChevronRight } from "lucide-react";
import type { Caller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { navIcons } from "../../app/nav-icons.tsx";
import { home } from "../../text/home.ts";
import { useText } from "../../text/use-text.ts";
import { type DutyId, duties } from "./role-duties.ts";

/** What the role comes here to do, each with what it is for. */
export function DutyList({ caller, ids }: { readonly caller: Caller; readonly ids: readonly DutyId[] }) {
  const t = useText(home);
  return (
    <section aria-labelledby="duties">
      <h2 id="duties" className="mb-3 text-lg font-semibold">
        {t.duties}
      </h2>
      <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
        {ids.map((id) => {
          const { icon, to } = duties[id];
          const Icon = navIcons[icon];
          return (
            <li key={id}>
              <AppLink to={to(caller)} className="hover:bg-sunken flex items-center gap-4 px-4 py-4 sm:px-5">
                <span className="bg-sea-soft text-sea grid size-11 shrink-0 place-items-center rounded-full">
                  <Icon aria-hidden size={21} />
                </span>
                <span className="min-w-0 flex-1">
                  <span className="block font-medium">{t.dutyNames[id]}</span>
                  <span className="text-muted block text-sm">{t.dutyReasons[id]}</span>
                </span>
                <ChevronRight aria-hidden size={20} className="text-muted shrink-0" />
              </AppLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
