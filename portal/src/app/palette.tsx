import { Dialog as Base } from "@base-ui/react/dialog";
import { useNavigate } from "@tanstack/react-router";
import { School, Search, UserSearch } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useId, useState } from "react";
import { useCaller } from "../api/caller.ts";
import { useApi } from "../api/use-api.ts";
import { search } from "../text/search.ts";
import { useLanguage, useSay, useText } from "../text/use-text.ts";
import { findWays } from "./find-ways.ts";
import { navIcons } from "./nav-icons.tsx";
import { isPortalPath } from "./portal-paths.ts";
import { recordPath } from "./record-path.ts";
import { useSettled } from "./use-settled.ts";

interface Choice {
  readonly id: string;
  readonly title: string;
  readonly note?: string;
  readonly icon: ReactNode;
  readonly to: string;
}

interface FoundSchool {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly communeName: string | null;
}

/**
 * Ctrl K: pages and schools while one types, people by a step of its own. Whoever looks at people is written down, so
 * names are not asked for at every key that is pressed.
 */
export default function Palette({ onClose }: { readonly onClose: () => void }) {
  const t = useText(search);
  const navigate = useNavigate();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const listId = useId();
  const choices = useChoices(typed.trim());
  const current = Math.min(at, Math.max(0, choices.length - 1));
  const open = (choice: Choice | undefined): void => {
    if (choice === undefined) return;
    onClose();
    if (isPortalPath(choice.to)) void navigate({ href: choice.to });
    else location.assign(choice.to);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "ArrowDown") setAt(Math.min(choices.length - 1, current + 1));
    else if (event.key === "ArrowUp") setAt(Math.max(0, current - 1));
    else if (event.key === "Enter") open(choices[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(20_16_12/0.45)]" />
        <Base.Popup
          aria-label={t.title}
          className="bg-raised shadow-floating fixed inset-x-0 top-0 z-50 mx-auto flex max-h-dvh w-full max-w-2xl flex-col overflow-hidden sm:top-[12dvh] sm:max-h-[70dvh] sm:rounded-xl"
        >
          <div className="border-rule flex items-center gap-3 border-b px-4">
            <Search aria-hidden size={20} className="text-muted" />
            <input
              role="combobox"
              aria-label={t.everywhere}
              aria-expanded={choices.length > 0}
              aria-controls={listId}
              {...(choices[current] === undefined ? {} : { "aria-activedescendant": `${listId}-${current}` })}
              value={typed}
              placeholder={t.everywhere}
              onChange={(event) => {
                setTyped(event.target.value);
                setAt(0);
              }}
              onKeyDown={onKeyDown}
              className="min-h-14 flex-1 bg-transparent text-lg outline-none"
            />
            <Base.Close className="text-muted hover:bg-sunken min-h-11 rounded-md px-2 text-sm">
              {t.close}
            </Base.Close>
          </div>
          {choices.length === 0 ? <p className="text-muted px-5 py-6">{t.nothing}</p> : null}
          <div id={listId} role="listbox" aria-label={t.results} className="overflow-y-auto p-2">
            {choices.map((choice, index) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the field above hears the keys.
              <div
                key={choice.id}
                id={`${listId}-${index}`}
                role="option"
                tabIndex={-1}
                aria-selected={index === current}
                onClick={() => open(choice)}
                onMouseMove={() => setAt(index)}
                className={`flex min-h-12 cursor-pointer items-center gap-3 rounded-lg px-3 py-1.5 ${index === current ? "bg-sea-soft" : ""}`}
              >
                <span className="text-sea shrink-0">{choice.icon}</span>
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{choice.title}</span>
                  {choice.note === undefined ? null : (
                    <span className="text-muted block truncate text-sm">{choice.note}</span>
                  )}
                </span>
              </div>
            ))}
          </div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}

function useChoices(typed: string): readonly Choice[] {
  const t = useText(search);
  const say = useSay();
  const language = useLanguage();
  const caller = useCaller();
  const settled = useSettled(typed);
  const schools = useApi<{ readonly data: readonly FoundSchool[] }>("/api/v1/schools", {
    query: { q: settled, limit: 5, fields: "schoolId,schoolName,communeName" },
    enabled: settled.length >= 2 && caller.permissions.includes("record.read"),
  });
  const ways = findWays(caller, typed, language).map(({ path, title, icon }): Choice => {
    const Icon = navIcons[icon];
    return { id: path, title: say(title), icon: <Icon aria-hidden size={20} />, to: path };
  });
  const people: readonly Choice[] =
    typed.length < 2 || !caller.permissions.includes("record.read")
      ? []
      : [
          {
            id: "people",
            title: t.searchPeople(typed),
            icon: <UserSearch aria-hidden size={20} />,
            to: `/tim?q=${encodeURIComponent(typed)}`,
          },
        ];
  const found = typed.length < 2 ? [] : (schools.data?.data ?? []);
  return [
    ...people,
    ...found.flatMap(({ schoolId, schoolName, communeName }) => {
      const to = recordPath("school", schoolId);
      return to === undefined
        ? []
        : [
            {
              id: schoolId,
              title: schoolName,
              ...(communeName === null ? {} : { note: communeName }),
              icon: <School aria-hidden size={20} />,
              to,
            },
          ];
    }),
    ...ways.slice(0, 8),
  ];
}
