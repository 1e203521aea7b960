import { shell } from "../text/shell.ts";
import { useSay, useText } from "../text/use-text.ts";
import type { PortalRoute } from "./route.ts";

/** The keys of a page, and those that work everywhere. */
export function KeyList({ route }: { readonly route: PortalRoute | undefined }) {
  const t = useText(shell);
  const say = useSay();
  const keys: readonly (readonly [string, string])[] = [
    ...(route?.keys ?? []).map(([key, what]) => [key, say(what)] as const),
    ["Ctrl K", t.shortcutSearch],
    ["?", t.shortcutHelp],
    ["j, k", t.shortcutRows],
    ["Enter", t.shortcutOpen],
    ["x", t.shortcutSelect],
    ["Esc", t.shortcutClose],
  ];
  return (
    <dl className="grid grid-cols-[max-content_1fr] items-baseline gap-x-4 gap-y-2 text-sm">
      {keys.map(([key, what]) => (
        <div key={key} className="contents">
          <dt>
            <kbd className="border-rule bg-sunken rounded border px-1.5 py-0.5 font-sans text-xs">{key}</kbd>
          </dt>
          <dd>{what}</dd>
        </div>
      ))}
    </dl>
  );
}
