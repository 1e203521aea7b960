import { CircleHelp, Search } from "lucide-react";
import { useCaller } from "../api/caller.ts";
import { Button, IconButton } from "../kit/button.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";
import { AccountButton } from "./account-button.tsx";
import { AppLink } from "./app-link.tsx";
import { Flower } from "./brand.tsx";
import { NotificationBell } from "./notification-bell.tsx";

interface Props {
  readonly onHelp: () => void;
  readonly onSearch: () => void;
}

export function TopBar({ onHelp, onSearch }: Props) {
  const t = useText(shell);
  const caller = useCaller();
  const here = location.pathname + location.search;
  return (
    <header data-print="hide" className="border-rule bg-raised sticky top-0 z-20 border-b">
      <div className="mx-auto flex h-15 max-w-[1600px] items-center gap-1 px-3 sm:gap-3 sm:px-6">
        <AppLink to="/" className="flex min-h-11 shrink-0 items-center gap-2.5 rounded-md sm:pr-2">
          <Flower />
          <span className="leading-tight">
            <span className="block font-semibold whitespace-nowrap">{t.product}</span>
            <span className="text-muted hidden text-xs sm:block">{t.city}</span>
          </span>
        </AppLink>
        <div className="flex-1" />
        {caller.person === null ? null : (
          <button
            type="button"
            onClick={onSearch}
            aria-label={t.searchLong}
            className="border-rule bg-page text-muted hover:border-edge hidden h-10 w-72 items-center gap-2.5 rounded-lg border px-3 text-sm md:flex"
          >
            <Search aria-hidden size={17} />
            <span className="flex-1 truncate text-left">{t.searchLong}</span>
            <kbd className="border-rule rounded border px-1.5 font-sans text-xs">{"Ctrl K"}</kbd>
          </button>
        )}
        {caller.person === null ? null : (
          <span className="md:hidden">
            <IconButton label={t.search} icon={Search} onClick={onSearch} />
          </span>
        )}
        <IconButton label={t.helpHere} icon={CircleHelp} onClick={onHelp} />
        {caller.person === null ? null : <NotificationBell />}
        <AccountButton />
        {caller.person === null ? (
          <Button href={`/sign-in?next=${encodeURIComponent(here)}`} size="small">
            {t.signIn}
          </Button>
        ) : null}
      </div>
    </header>
  );
}
