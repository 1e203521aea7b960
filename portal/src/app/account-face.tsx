import { ChevronDown, Settings2 } from "lucide-react";
import { useCaller } from "../api/caller.ts";
import { shell } from "../text/shell.ts";
import { useSay, useText } from "../text/use-text.ts";

export const accountFaceClass = "hover:bg-sunken flex min-h-11 items-center gap-2.5 rounded-lg px-2";

export function useAccountLabel(): string {
  const t = useText(shell);
  const say = useSay();
  const { person, role } = useCaller();
  if (person === null) return t.preferences;
  return `${t.account}: ${person.displayName}, ${role === null ? t.noRole : say(role.title)}`;
}

/** What stands on the account's button. */
export function AccountFace() {
  const t = useText(shell);
  const say = useSay();
  const { person, role } = useCaller();
  if (person === null) return <Settings2 aria-hidden size={20} className="text-muted" />;
  return (
    <>
      <span
        aria-hidden
        className="bg-sea-soft text-sea grid size-9 place-items-center rounded-full text-sm font-semibold"
      >
        {initialsOf(person.displayName)}
      </span>
      <span className="hidden max-w-56 text-left text-sm leading-tight lg:block">
        <span className="block truncate font-medium">{person.displayName}</span>
        <span className="text-muted block truncate text-xs">
          {role === null ? t.noRole : say(role.title)}
        </span>
      </span>
      <ChevronDown aria-hidden size={16} className="text-muted hidden lg:block" />
    </>
  );
}

/** The given name comes last in Vietnamese: its letter, and the family name's before it. */
function initialsOf(name: string): string {
  // What stands in brackets is no name: "Hiệu trưởng (mẫu)".
  const parts = name
    .replaceAll(/\(.*?\)/g, "")
    .trim()
    .split(/\s+/);
  return [parts[0], parts.length > 1 ? parts.at(-1) : undefined]
    .map((part) => part?.charAt(0) ?? "")
    .join("")
    .toLocaleUpperCase("vi");
}
