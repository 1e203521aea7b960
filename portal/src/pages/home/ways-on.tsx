import type { Caller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { navIcons } from "../../app/nav-icons.tsx";
import { navigationOf } from "../../app/navigation.ts";
import { home } from "../../text/home.ts";
import { useSay, useText } from "../../text/use-text.ts";

/** Every way on in one place, for phones, where the navigation is folded away. */
export function WaysOn({ caller }: { readonly caller: Caller }) {
  const t = useText(home);
  const say = useSay();
  const items = navigationOf(caller)
    .flatMap((group) => group.items)
    .filter(({ path }) => path !== "/");
  return (
    <section aria-labelledby="ways" className="lg:hidden">
      <h2 id="ways" className="mb-3 text-lg font-semibold">
        {t.ways}
      </h2>
      <ul className="grid grid-cols-2 gap-1 sm:grid-cols-3">
        {items.map(({ path, icon, title }) => {
          const Icon = navIcons[icon];
          return (
            <li key={path}>
              <AppLink
                to={path}
                className="hover:bg-sunken flex min-h-11 items-center gap-3 rounded-lg px-2 py-1.5 text-sm"
              >
                <Icon aria-hidden size={19} className="text-sea shrink-0" />
                {say(title)}
              </AppLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
