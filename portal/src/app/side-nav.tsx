import { useCaller } from "../api/caller.ts";
import { shell } from "../text/shell.ts";
import { useSay, useText } from "../text/use-text.ts";
import { AppLink } from "./app-link.tsx";
import { navIcons } from "./nav-icons.tsx";
import { navigationOf } from "./navigation.ts";
import { useCurrentPath } from "./use-current-path.ts";

/** The navigation of wide screens. */
export function SideNav() {
  const t = useText(shell);
  const caller = useCaller();
  return (
    <nav
      data-print="hide"
      aria-label={t.mainNavigation}
      className="border-rule sticky top-15 hidden h-[calc(100dvh-3.75rem)] w-60 shrink-0 overflow-y-auto border-r px-3 py-5 lg:block"
    >
      <NavGroups groups={navigationOf(caller)} />
    </nav>
  );
}

export function NavGroups({ groups }: { readonly groups: ReturnType<typeof navigationOf> }) {
  const t = useText(shell);
  const say = useSay();
  const current = useCurrentPath();
  return groups.map(({ group, items }) => (
    <div key={group} className="mb-5">
      {groups.length > 1 ? (
        <p className="text-muted px-3 pb-1 text-xs font-medium">{t.groups[group]}</p>
      ) : null}
      <ul className="space-y-0.5">
        {items.map((item) => {
          const Icon = navIcons[item.icon];
          const isHere = current === item.path;
          return (
            <li key={item.path}>
              <AppLink
                to={item.path}
                {...(isHere ? { "aria-current": "page" as const } : {})}
                className={`flex min-h-10 items-center gap-3 rounded-lg px-3 text-sm ${
                  isHere ? "bg-sea-soft text-sea font-semibold" : "hover:bg-sunken text-ink"
                }`}
              >
                <Icon aria-hidden size={18} className={isHere ? "text-sea" : "text-muted"} />
                {say(item.title)}
              </AppLink>
            </li>
          );
        })}
      </ul>
    </div>
  ));
}
