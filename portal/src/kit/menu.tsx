import { Menu as Base } from "@base-ui/react/menu";
import { Ellipsis, type LucideIcon } from "lucide-react";

export const menuPopupClass =
  "bg-raised border-rule shadow-floating popup-motion rounded-lg border p-1.5 outline-none";
export const menuItemClass =
  "data-highlighted:bg-sea-soft flex min-h-10 w-full cursor-default items-center gap-3 rounded-md px-3 text-left text-sm outline-none data-disabled:opacity-50";
export const menuLabelClass = "text-muted px-3 pt-1.5 pb-1 text-xs font-medium";

export interface MenuAction {
  readonly title: string;
  readonly icon?: LucideIcon;
  readonly onSelect: () => void;
  readonly isDangerous?: boolean;
  readonly disabled?: boolean;
}

/** What else can be done with a thing, behind three dots. */
export function Menu({
  label,
  actions,
}: {
  readonly label: string;
  readonly actions: readonly MenuAction[];
}) {
  return (
    <Base.Root>
      <Base.Trigger
        aria-label={label}
        title={label}
        className="text-muted hover:bg-sunken hover:text-ink grid size-11 place-items-center rounded-lg"
      >
        <Ellipsis aria-hidden size={20} />
      </Base.Trigger>
      <Base.Portal>
        <Base.Positioner sideOffset={4} align="end" className="z-40">
          <Base.Popup className={`${menuPopupClass} min-w-48`}>
            {actions.map(({ title, icon: Icon, onSelect, isDangerous, disabled }) => (
              <Base.Item
                key={title}
                disabled={disabled ?? false}
                onClick={onSelect}
                className={`${menuItemClass} ${isDangerous === true ? "text-act" : ""}`}
              >
                {Icon === undefined ? null : <Icon aria-hidden size={17} className="text-muted" />}
                {title}
              </Base.Item>
            ))}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
