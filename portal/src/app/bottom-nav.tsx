import { Menu as MenuIcon } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { useCaller } from "../api/caller.ts";
import { shell } from "../text/shell.ts";
import { useSay, useText } from "../text/use-text.ts";
import { AppLink } from "./app-link.tsx";
import { navIcons } from "./nav-icons.tsx";
import { navigationOf } from "./navigation.ts";
import { useCurrentPath } from "./use-current-path.ts";

const PhoneMenu = lazy(() => import("./phone-menu.tsx"));
const places = 4;
const cell =
  "flex min-h-14 w-full flex-col items-center justify-start gap-0.5 px-1 pt-2 pb-1 text-[0.6875rem] leading-tight";

/** The bar within the thumb's reach: the four ways most used, and the rest behind "more". */
export function BottomNav() {
  const t = useText(shell);
  const say = useSay();
  const caller = useCaller();
  const current = useCurrentPath();
  const [isOpen, setOpen] = useState(false);
  const items = navigationOf(caller)
    .flatMap((group) => group.items)
    .filter((item) => item.phone === true)
    .slice(0, places);
  return (
    <nav
      data-print="hide"
      aria-label={t.phoneNavigation}
      className="border-rule bg-raised fixed inset-x-0 bottom-0 z-20 border-t pb-[env(safe-area-inset-bottom)] lg:hidden"
    >
      <ul className="mx-auto flex max-w-2xl">
        {items.map((item) => {
          const Icon = navIcons[item.icon];
          const isHere = current === item.path;
          return (
            <li key={item.path} className="min-w-0 flex-1">
              <AppLink
                to={item.path}
                {...(isHere ? { "aria-current": "page" as const } : {})}
                className={`${cell} ${isHere ? "text-sea font-semibold" : "text-muted"}`}
              >
                <Icon aria-hidden size={22} />
                <span className="line-clamp-2 max-w-full text-center text-balance">{say(item.title)}</span>
              </AppLink>
            </li>
          );
        })}
        <li className="min-w-0 flex-1">
          <button type="button" onClick={() => setOpen(true)} className={`${cell} text-muted`}>
            <MenuIcon aria-hidden size={22} />
            {t.more}
          </button>
        </li>
      </ul>
      <Suspense fallback={null}>{isOpen ? <PhoneMenu onClose={() => setOpen(false)} /> : null}</Suspense>
    </nav>
  );
}
