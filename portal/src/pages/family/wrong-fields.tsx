import { useApi } from "../../api/use-api.ts";
import { Checkbox } from "../../kit/checkbox.tsx";
import { Select } from "../../kit/select.tsx";
import { Reading } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import type { Text } from "../../text/language.ts";
import { family } from "../../text/family.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { askedFields, type OwnPerson } from "./family-data.ts";

interface Field {
  readonly name: string;
  readonly title: Text;
  readonly kind: string;
  readonly codeSet: string | null;
}

interface Props {
  readonly entity: OwnPerson["entity"];
  /** Fields said to be wrong, with what is right. */
  readonly values: Readonly<Record<string, string>>;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

/** What can be said to be wrong: a tick opens the place for what is right. */
export function WrongFields({ entity, values, onChange }: Props) {
  const t = useText(family);
  const say = useSay();
  const dataset = useApi<{ readonly fields: readonly Field[] }>(`/api/v1/dictionary/datasets/${entity}`);
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">{t.whatIsWrong}</legend>
      <Reading reading={dataset} lines={6}>
        {({ fields }) => (
          <ul className="divide-rule divide-y">
            {askedFields[entity].map((name) => {
              const field = fields.find((one) => one.name === name);
              if (field === undefined) return null;
              const value = values[name];
              return (
                <li key={name} className="py-1">
                  <Checkbox
                    label={say(field.title)}
                    isChecked={value !== undefined}
                    onChange={(isChecked) => {
                      const { [name]: _, ...others } = values;
                      onChange(isChecked ? { ...others, [name]: "" } : others);
                    }}
                  />
                  {value === undefined ? null : (
                    <div className="pb-3 pl-8">
                      <RightValue
                        field={field}
                        value={value}
                        onChange={(next) => onChange({ ...values, [name]: next })}
                      />
                    </div>
                  )}
                </li>
              );
            })}
          </ul>
        )}
      </Reading>
    </fieldset>
  );
}

function RightValue({
  field,
  value,
  onChange,
}: {
  readonly field: Field;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const t = useText(family);
  const say = useSay();
  const language = useLanguage();
  const codes = useApi<{ readonly entries: readonly { readonly code: string; readonly title: Text }[] }>(
    `/api/v1/dictionary/code-sets/${field.codeSet ?? ""}`,
    { enabled: field.codeSet !== null },
  );
  const label = t.right(say(field.title));
  if (field.codeSet !== null)
    return (
      <Select
        label={label}
        value={value}
        onChange={onChange}
        options={[
          { value: "", label: "–" },
          // The school reads it as a cell of a file is read: by its Vietnamese title.
          ...(codes.data?.entries ?? []).map(({ title }) => ({ value: title.vi, label: title[language] })),
        ]}
      />
    );
  return (
    <TextField
      label={label}
      value={value}
      autoComplete="off"
      {...(field.kind === "date" ? { hint: t.dateHint } : {})}
      inputMode={["nationalId", "phone", "integer"].includes(field.kind) ? "numeric" : "text"}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
