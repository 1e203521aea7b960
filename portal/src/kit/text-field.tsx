import { type InputHTMLAttributes, type ReactNode, type TextareaHTMLAttributes, useId } from "react";

export const fieldClass =
  "bg-raised border-edge text-ink placeholder:text-muted min-h-11 w-full rounded-lg border px-3.5 py-2 aria-invalid:border-act disabled:opacity-60";

interface FrameProps {
  readonly label: string;
  /** How it is filled in, said before it goes wrong. */
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  /** The label is for screen readers alone, where the place says it already (a search box). */
  readonly hidesLabel?: boolean;
}

interface WiredProps extends FrameProps {
  readonly children: (wires: {
    readonly id: string;
    readonly "aria-describedby": string | undefined;
    readonly "aria-invalid": true | undefined;
  }) => ReactNode;
}

/** Label, hint and error around any field, wired for screen readers. */
export function FieldFrame({ label, hint, error, hidesLabel = false, children }: WiredProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div className="min-w-0">
      <label htmlFor={id} className={hidesLabel ? "sr-only" : "mb-1 block text-sm font-medium"}>
        {label}
      </label>
      {children({
        id,
        "aria-describedby": described === "" ? undefined : described,
        "aria-invalid": error === undefined ? undefined : true,
      })}
      {hint === undefined ? null : (
        <p id={`${id}-hint`} className="text-muted mt-1 text-sm">
          {hint}
        </p>
      )}
      {error === undefined ? null : (
        <p id={`${id}-error`} className="text-act mt-1 text-sm" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}

type InputProps = FrameProps & Omit<InputHTMLAttributes<HTMLInputElement>, "className" | "id">;

/** One line of text. */
export function TextField({ label, hint, error, hidesLabel, ...input }: InputProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} hidesLabel={hidesLabel ?? false}>
      {(wires) => <input type="text" {...input} {...wires} className={fieldClass} />}
    </FieldFrame>
  );
}

type AreaProps = FrameProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, "className" | "id">;

/** Several lines. */
export function TextArea({ label, hint, error, hidesLabel, rows = 4, ...area }: AreaProps) {
  return (
    <FieldFrame label={label} hint={hint} error={error} hidesLabel={hidesLabel ?? false}>
      {(wires) => <textarea rows={rows} {...area} {...wires} className={fieldClass} />}
    </FieldFrame>
  );
}
