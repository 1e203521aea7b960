import { ChevronDown } from "lucide-react";
import { FieldFrame, fieldClass } from "./text-field.tsx";

export interface Option {
  readonly value: string;
  readonly label: string;
}

interface Props {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly hidesLabel?: boolean;
  readonly options: readonly Option[];
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly disabled?: boolean;
}

/**
 * One of a few. The device's own list: on a phone it is the one people know, and it costs nothing to load. For many
 * (114 communes, 1,600 schools) take `Combobox`.
 */
export function Select({ label, hint, error, hidesLabel, options, value, onChange, disabled }: Props) {
  return (
    <FieldFrame label={label} hint={hint} error={error} hidesLabel={hidesLabel ?? false}>
      {(wires) => (
        <span className="relative block">
          <select
            {...wires}
            value={value}
            disabled={disabled}
            onChange={(event) => onChange(event.target.value)}
            className={`${fieldClass} appearance-none truncate pr-10`}
          >
            {options.map((option) => (
              <option key={option.value} value={option.value}>
                {option.label}
              </option>
            ))}
          </select>
          <ChevronDown
            aria-hidden
            size={18}
            className="text-muted pointer-events-none absolute top-1/2 right-3 -translate-y-1/2"
          />
        </span>
      )}
    </FieldFrame>
  );
}
