import { usePreferences } from "../../app/preferences.tsx";
import { account } from "../../text/account.ts";
import type { Language } from "../../text/language.ts";
import { shell } from "../../text/shell.ts";
import { useText } from "../../text/use-text.ts";
import { AccountSection } from "./account-row.tsx";

const languages: Readonly<Record<Language, string>> = { vi: "Tiếng Việt", en: "English" };

/** How the portal looks here; it holds for this browser. */
export function Display() {
  const t = useText(account);
  const words = useText(shell);
  const { language, theme, density, setLanguage, setTheme, setDensity } = usePreferences();
  return (
    <div className="space-y-8">
      <Choice title={words.language} names={languages} value={language} onChange={setLanguage} />
      <Choice title={words.theme} names={words.themes} value={theme} onChange={setTheme} />
      <Choice
        title={t.density}
        lead={t.densityLead}
        names={t.densities}
        value={density}
        onChange={setDensity}
      />
      <p className="text-muted text-sm">{t.displayLead}</p>
    </div>
  );
}

interface ChoiceProps<T extends string> {
  readonly title: string;
  readonly lead?: string;
  readonly names: Readonly<Record<T, string>>;
  readonly value: T;
  readonly onChange: (value: T) => void;
}

function Choice<T extends string>({ title, lead, names, value, onChange }: ChoiceProps<T>) {
  return (
    <AccountSection title={title} {...(lead === undefined ? {} : { lead })}>
      <fieldset className="flex flex-wrap gap-3">
        <legend className="sr-only">{title}</legend>
        {(Object.entries(names) as [T, string][]).map(([id, name]) => (
          <label
            key={id}
            className="bg-raised border-edge has-checked:border-sea has-checked:bg-sea-soft has-checked:text-sea flex min-h-11 items-center gap-2.5 rounded-lg border px-4 font-medium"
          >
            <input
              type="radio"
              name={title}
              checked={value === id}
              onChange={() => onChange(id)}
              className="accent-sea size-4"
            />
            {name}
          </label>
        ))}
      </fieldset>
    </AccountSection>
  );
}
