import { Combobox as Base } from "@base-ui/react/combobox";
import { Check, ChevronsUpDown } from "lucide-react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";
import { fold } from "./fold.ts";
import { menuItemClass, menuPopupClass } from "./menu.tsx";
import type { Option } from "./select.tsx";
import { FieldFrame, fieldClass } from "./text-field.tsx";

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly hidesLabel?: boolean;
  readonly options: readonly Option[];
  /** Empty when nothing is chosen. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly placeholder?: string;
}

/** One of many, found by typing; accents may be left out. */
export function Combobox({ label, hint, hidesLabel, options, value, onChange, placeholder }: Props) {
  const t = useText(kit);
  return (
    <FieldFrame label={label} hint={hint} hidesLabel={hidesLabel ?? false}>
      {(wires) => (
        <Base.Root
          items={options as Option[]}
          value={options.find((option) => option.value === value) ?? null}
          onValueChange={(option) => onChange(option?.value ?? "")}
          itemToStringLabel={(option) => option.label}
          isItemEqualToValue={(a, b) => a.value === b.value}
          filter={(option, typed) => fold(option.label).includes(fold(typed))}
          limit={100}
        >
          <span className="relative block">
            <Base.Input {...wires} placeholder={placeholder} className={`${fieldClass} pr-11`} />
            <Base.Trigger
              aria-label={t.openList}
              className="text-muted absolute top-0 right-0 grid size-11 place-items-center"
            >
              <ChevronsUpDown aria-hidden size={17} />
            </Base.Trigger>
          </span>
          <Base.Portal>
            <Base.Positioner sideOffset={4} className="z-40">
              <Base.Popup
                className={`${menuPopupClass} max-h-72 w-(--anchor-width) overflow-y-auto`}
                aria-label={label}
              >
                <Base.Empty className="text-muted px-3 py-2 text-sm empty:hidden">{t.nothingFits}</Base.Empty>
                <Base.List>
                  {(option: Option) => (
                    <Base.Item key={option.value} value={option} className={menuItemClass}>
                      <span className="flex-1">{option.label}</span>
                      <Base.ItemIndicator>
                        <Check aria-hidden size={16} />
                      </Base.ItemIndicator>
                    </Base.Item>
                  )}
                </Base.List>
              </Base.Popup>
            </Base.Positioner>
          </Base.Portal>
        </Base.Root>
      )}
    </FieldFrame>
  );
}
