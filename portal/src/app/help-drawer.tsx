import { lazy, Suspense, useMemo } from "react";
import { Drawer } from "../kit/drawer.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";
import { findRoute } from "./portal-paths.ts";
import { useCurrentPath } from "./use-current-path.ts";

/** What this page is for and how it is used; under it the keys that work everywhere. */
export default function HelpDrawer({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shell);
  const help = findRoute(useCurrentPath())?.help;
  const Guide = useMemo(() => (help === undefined ? undefined : lazy(help)), [help]);
  const keys: readonly (readonly [string, string])[] = [
    ["Ctrl K", t.shortcutSearch],
    ["?", t.shortcutHelp],
    ["j, k", t.shortcutRows],
    ["Enter", t.shortcutOpen],
  ];
  return (
    <Drawer title={t.help} onClose={onClose}>
      {Guide === undefined ? (
        <p className="text-muted">{t.noHelp}</p>
      ) : (
        <Suspense fallback={null}>
          <Guide />
        </Suspense>
      )}
      <h3 className="mt-6 mb-2 text-sm font-semibold">{t.shortcuts}</h3>
      <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-2 text-sm">
        {keys.map(([key, what]) => (
          <div key={key} className="contents">
            <dt>
              <kbd className="border-rule bg-sunken rounded border px-1.5 py-0.5 font-sans text-xs">
                {key}
              </kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Drawer>
  );
}
