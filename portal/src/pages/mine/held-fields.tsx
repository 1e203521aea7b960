import { useApi } from "../../api/use-api.ts";
import { Card } from "../../kit/card.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { mine } from "../../text/mine.ts";
import { useSay, useText } from "../../text/use-text.ts";
import type { Correctable, OwnStory } from "./person-data.ts";

const resources: Readonly<Record<string, string>> = {
  learner: "learners",
  guardian: "guardians",
  staffMember: "staff-members",
};

/** What stands in the record, field by field, as far as it can be asked to be put right: only who sees it can tell. */
export function HeldFields({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const reading = useApi<Readonly<Record<string, unknown>>>(
    `/api/v1/${resources[story.entity] ?? "learners"}/${encodeURIComponent(story.recordId)}`,
  );
  return (
    <Card title={t.held}>
      <Reading reading={reading} lines={6}>
        {(record) => {
          const shown = story.correctable.filter(({ field }) => field in record);
          const known = shown.filter(({ field }) => !isEmpty(record[field]));
          const missing = shown.filter(({ field }) => isEmpty(record[field]));
          return (
            <>
              <dl className="divide-rule divide-y">
                {known.map((field) => (
                  <Held key={field.field} of={field} value={record[field.field]} />
                ))}
              </dl>
              {missing.length === 0 ? null : <Missing fields={missing} />}
            </>
          );
        }}
      </Reading>
    </Card>
  );
}

const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === "";

function Held({
  of: { title, kind, options },
  value,
}: {
  readonly of: Correctable;
  readonly value: unknown;
}) {
  const t = useText(mine);
  const say = useSay();
  const words = (): string => {
    const option = options?.find(({ code }) => code === value);
    if (option !== undefined) return say(option.title);
    if (typeof value === "boolean") return value ? t.yes : t.no;
    return kind === "date" ? formatDay(String(value)) : String(value);
  };
  return (
    <div className="grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-x-4 py-2">
      <dt className="text-muted text-sm">{say(title)}</dt>
      <dd className="min-w-0 break-words">{words()}</dd>
    </div>
  );
}

function Missing({ fields }: { readonly fields: readonly Correctable[] }) {
  const t = useText(mine);
  const say = useSay();
  return (
    <p className="text-muted mt-3 text-sm">{t.notHeld(fields.map(({ title }) => say(title)).join(", "))}</p>
  );
}
