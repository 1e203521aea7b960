import { ArrowRight } from "lucide-react";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { story } from "../../text/story.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { TitleOf } from "./code-titles.ts";
import { PlaceLine } from "./place-line.tsx";
import type { RecordStory, StoryChange } from "./story-data.ts";
import { valueWords } from "./value-words.ts";

/** Fields that name a record to the program; a person reads none of them. */
const plumbing: ReadonlySet<string> = new Set([
  "version",
  "sourceRowId",
  "fieldSource",
  "runSeq",
  "changedAt",
  "givenName",
  "birthPrecision",
]);
const isForPeople = (name: string): boolean =>
  !plumbing.has(name) && !/^(learner|guardian|staff)Id$/.test(name);

/** Every field with its value and the place it came from; what is empty is named below. */
export function FieldList({ of, titleOf }: { readonly of: RecordStory; readonly titleOf: TitleOf }) {
  const t = useText(story);
  const say = useSay();
  const language = useLanguage();
  const shown = of.fields.filter(({ name }) => isForPeople(name));
  const worded = shown.map((field) => ({
    field,
    value: valueWords(field, field.value, titleOf, language),
  }));
  const filled = worded.filter(({ value }) => value !== "");
  const empty = worded.filter(({ value }) => value === "");
  return (
    <>
      <dl className="divide-rule divide-y">
        {filled.map(({ field, value }) => (
          <div key={field.name} className="grid gap-x-6 py-2.5 sm:grid-cols-[minmax(9rem,2fr)_5fr]">
            <dt className="text-muted text-sm">{say(field.title)}</dt>
            <dd className="min-w-0">
              <span className="block font-medium break-words">{value}</span>
              <span className="text-muted block text-xs">
                <PlaceLine place={field.source} />
              </span>
            </dd>
          </div>
        ))}
      </dl>
      {empty.length === 0 ? null : (
        <p className="border-rule text-muted border-t pt-3 text-sm">
          {t.stillEmpty(empty.map(({ field }) => say(field.title)).join(", "))}
        </p>
      )}
    </>
  );
}

/** What was changed, the newest first. */
export function ChangeList({
  changes,
  of,
  titleOf,
}: {
  readonly changes: readonly StoryChange[];
  readonly of: RecordStory;
  readonly titleOf: TitleOf;
}) {
  const t = useText(story);
  const say = useSay();
  const language = useLanguage();
  if (changes.length === 0) return <p className="text-muted">{t.noChange}</p>;
  const fieldOf = (name: string) => of.fields.find((field) => field.name === name) ?? { kind: "text" };
  return (
    <ol className="border-rule ml-1.5 space-y-5 border-l pl-5">
      {changes.map((change) => {
        const people = [...new Set(change.values.flatMap(({ by }) => by ?? []))];
        const values = change.values.filter(({ field }) => isForPeople(field));
        return (
          <li
            key={`${change.at}/${change.dataset}/${change.recordKey}/${change.operation}`}
            className="relative"
          >
            <span aria-hidden className="bg-sea absolute top-2 -left-[1.57rem] size-2.5 rounded-full" />
            <p className="font-medium">
              {t.operations[change.operation]}
              {change.datasetTitle === null || change.dataset === of.dataset
                ? null
                : ` · ${say(change.datasetTitle)}`}
            </p>
            <p className="text-muted text-sm">
              {formatInstant(change.at)} · {t.run(String(change.runSeq))}
              {people.length === 0 ? null : ` · ${people.join(", ")}`}
            </p>
            <p className="text-muted text-sm">
              <PlaceLine place={change.source} />
            </p>
            <ul className="mt-1.5 space-y-1 text-sm">
              {values.map(({ field, title, before, after, reason }) => {
                const known = change.dataset === of.dataset ? fieldOf(field) : { kind: "text" };
                const was = valueWords(known, before, titleOf, language);
                const is = valueWords(known, after, titleOf, language);
                return (
                  <li key={field} className="break-words">
                    <span className="text-muted">{say(title)}: </span>
                    {change.operation === "insert" ? null : (
                      <>
                        <span className={was === "" ? "text-muted" : "line-through"}>
                          {was === "" ? t.empty : was}
                        </span>{" "}
                        <ArrowRight role="img" aria-label={t.became} size={13} className="inline" />{" "}
                      </>
                    )}
                    <span className={is === "" ? "text-muted" : "font-medium"}>
                      {is === "" ? t.empty : is}
                    </span>
                    {reason === undefined || reason === null || reason === "" ? null : (
                      <span className="text-muted block">{t.because(reason)}</span>
                    )}
                  </li>
                );
              })}
              {change.hidden > 0 ? (
                <li className="text-muted">{t.hidden(formatNumber(change.hidden, language))}</li>
              ) : null}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
