import { Switch as BaseSwitch } from "@base-ui/react/switch";
import { type ReactNode, useId } from "react";

interface Props {
  readonly label: ReactNode;
  readonly hint?: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  readonly disabled?: boolean;
}

/** Yes or no, said when the form is sent. */
export function Checkbox({ label, hint, isChecked, onChange, disabled }: Props) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-start gap-3 py-2.5">
      <input
        id={id}
        type="checkbox"
        checked={isChecked}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={(event) => onChange(event.target.checked)}
        className="accent-sea mt-0.5 size-5 shrink-0"
      />
      <span>
        <label htmlFor={id} className="block">
          {label}
        </label>
        {hint === undefined ? null : (
          <span id={`${id}-hint`} className="text-muted block text-sm">
            {hint}
          </span>
        )}
      </span>
    </div>
  );
}

/** On or off, at once. */
export function Switch({ label, hint, isChecked, onChange, disabled = false }: Props) {
  const id = useId();
  return (
    <div className="flex min-h-11 items-center justify-between gap-4 py-2">
      <span id={`${id}-label`}>
        <span className="block">{label}</span>
        {hint === undefined ? null : <span className="text-muted block text-sm">{hint}</span>}
      </span>
      <BaseSwitch.Root
        checked={isChecked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-labelledby={`${id}-label`}
        className="border-edge bg-sunken data-checked:border-sea data-checked:bg-sea relative h-7 w-12 shrink-0 rounded-full border transition-colors disabled:opacity-50"
      >
        <BaseSwitch.Thumb className="bg-muted data-checked:bg-on-sea absolute top-1 left-1 size-4.5 rounded-full transition-transform data-checked:translate-x-5" />
      </BaseSwitch.Root>
    </div>
  );
}
