import { lazy, Suspense, useMemo } from "react";
import { useCaller } from "../api/caller.ts";
import { Drawer } from "../kit/drawer.tsx";
import { QrCode } from "../kit/qr-code.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";
import { AppLink } from "./app-link.tsx";
import { guidePath } from "./guide-path.ts";
import { KeyList } from "./key-list.tsx";
import { findRoute } from "./portal-paths.ts";
import { useCurrentPath } from "./use-current-path.ts";

/** What this page is for and how it is used; a code that opens the same on a phone beside; the keys. */
export default function HelpDrawer({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shell);
  const caller = useCaller();
  const route = findRoute(useCurrentPath());
  const help = route?.help;
  const Guide = useMemo(() => (help === undefined ? undefined : lazy(help)), [help]);
  return (
    <Drawer title={t.help} onClose={onClose}>
      {Guide === undefined || route === undefined ? (
        <p className="text-muted">{t.noHelp}</p>
      ) : (
        <>
          <div className="guide">
            <Suspense fallback={null}>
              <Guide />
            </Suspense>
          </div>
          <div className="border-rule mt-6 hidden items-center gap-4 border-t pt-5 sm:flex">
            <QrCode text={location.origin + guidePath(route)} label={t.guideCode} sizePx={112} />
            <p className="text-muted text-sm">{t.guideCodeWhy}</p>
          </div>
          <p className="mt-4">
            <AppLink to={guidePath(route)} onClick={onClose} className="text-link">
              {t.guideAlone}
            </AppLink>
          </p>
        </>
      )}
      <h3 className="mt-6 mb-2 text-sm font-semibold">{t.shortcuts}</h3>
      <KeyList route={route} />
      <p className="border-rule mt-6 flex flex-wrap gap-x-6 border-t pt-4">
        <AppLink to="/tro-giup" onClick={onClose} className="text-link inline-flex min-h-11 items-center">
          {t.allGuides}
        </AppLink>
        {caller.person === null ? null : (
          <AppLink
            // The page as it is declared, `/truong/$schoolId`: whose record stood on it travels nowhere.
            to={`/gop-y?trang=${encodeURIComponent(route?.path ?? "/")}`}
            onClick={onClose}
            className="text-link inline-flex min-h-11 items-center"
          >
            {t.feedback}
          </AppLink>
        )}
      </p>
    </Drawer>
  );
}
