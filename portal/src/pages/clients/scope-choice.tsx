import { Checkbox } from "../../kit/checkbox.tsx";
import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";

interface Props {
  readonly all: readonly string[];
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

/** What a machine may do; one thing at least. */
export function ScopeChoice({ all, chosen, onChange }: Props) {
  const t = useText(clients);
  const names: Readonly<Record<string, string>> = t.scopeNames;
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{t.scopes}</legend>
      {all.map((scope) => (
        <Checkbox
          key={scope}
          label={names[scope] ?? scope}
          isChecked={chosen.has(scope)}
          onChange={(isChecked) => {
            const next = new Set(chosen);
            if (isChecked) next.add(scope);
            else next.delete(scope);
            onChange(next);
          }}
        />
      ))}
      {chosen.size === 0 ? (
        <p role="alert" className="text-act mt-1 text-sm">
          {t.scopesNeeded}
        </p>
      ) : null}
    </fieldset>
  );
}
