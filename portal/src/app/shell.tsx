import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { useCaller } from "../api/caller.ts";
import { ToastPlace } from "../kit/toast.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";
import { AppLink } from "./app-link.tsx";
import { BottomNav } from "./bottom-nav.tsx";
import { forgetDrafts } from "./draft-store.ts";
import { OfflineBanner } from "./offline-banner.tsx";
import { SideNav } from "./side-nav.tsx";
import { TopBar } from "./top-bar.tsx";
import { useGlobalKeys } from "./use-global-keys.ts";

const HelpDrawer = lazy(() => import("./help-drawer.tsx"));
const Palette = lazy(() => import("./palette.tsx"));

/** The frame of every page: bar above, navigation at the side or below, the page between. */
export function Shell() {
  return (
    <Suspense fallback={<Splash />}>
      <ShellForCaller />
    </Suspense>
  );
}

function ShellForCaller() {
  const t = useText(shell);
  const caller = useCaller();
  const [opened, setOpened] = useState<"help" | "search" | "menu">();
  useGlobalKeys({ onHelp: () => setOpened("help"), onSearch: () => setOpened("search") });
  const close = () => setOpened(undefined);
  const isGuest = caller.person === null;
  useEffect(() => {
    if (isGuest) void forgetDrafts();
  }, [isGuest]);
  return (
    <ToastPlace>
      <a
        href="#main"
        className="bg-raised fixed top-2 left-2 z-50 -translate-y-20 rounded-md px-4 py-2 focus:translate-y-0"
      >
        {t.skip}
      </a>
      <TopBar onHelp={() => setOpened("help")} onSearch={() => setOpened("search")} />
      <OfflineBanner />
      <div className="mx-auto flex w-full max-w-[1600px]">
        {isGuest ? null : <SideNav />}
        <div className="flex min-h-[calc(100dvh-3.75rem)] min-w-0 flex-1 flex-col">
          <main
            id="main"
            tabIndex={-1}
            className="w-full flex-1 px-4 pt-5 pb-10 outline-none sm:px-6 lg:px-8 lg:pt-8"
          >
            <Suspense fallback={<PageLoading />}>
              <Outlet />
            </Suspense>
          </main>
          <footer
            data-print="hide"
            className={`text-muted border-rule flex flex-wrap gap-x-6 gap-y-1 border-t px-4 py-5 text-sm sm:px-6 lg:px-8 ${isGuest ? "" : "mb-16 lg:mb-0"}`}
          >
            <span>{t.footer}</span>
            <AppLink to="/docs/dictionary" className="text-link">
              {t.dictionary}
            </AppLink>
            <AppLink to="/docs/" className="text-link">
              {t.apiReference}
            </AppLink>
            <AppLink to="/tinh-trang" className="text-link">
              {t.serviceStatus}
            </AppLink>
            <AppLink to="/lien-he-su-co" className="text-link">
              {t.reportIncident}
            </AppLink>
            {caller.isDemo ? <span className="text-muted">{t.demo}</span> : null}
          </footer>
        </div>
      </div>
      {isGuest ? null : <BottomNav />}
      <Suspense fallback={null}>
        {opened === "help" ? <HelpDrawer onClose={close} /> : null}
        {opened === "search" ? <Palette onClose={close} /> : null}
      </Suspense>
    </ToastPlace>
  );
}

function Splash() {
  const t = useText(shell);
  return (
    <div role="status" className="text-muted grid min-h-dvh place-items-center">
      {t.loading}
    </div>
  );
}

function PageLoading() {
  const t = useText(shell);
  return (
    <div role="status" data-loading className="space-y-4" aria-label={t.loading}>
      <div className="bg-sunken h-8 w-64 max-w-full animate-pulse rounded-md" />
      <div className="bg-sunken h-4 w-96 max-w-full animate-pulse rounded-md" />
      <div className="bg-sunken h-40 animate-pulse rounded-lg" />
    </div>
  );
}
