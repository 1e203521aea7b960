import { ArrowRight } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import type { Text } from "../../text/language.ts";
import { story as words } from "../../text/story.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Change, type FieldStory, type RecordStory, type Source, storyPath } from "./story-data.ts";

interface Props {
  readonly dataset: string;
  readonly recordKey: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** Who changed what of a record, when and from which source, and where each value stands in what was sent. */
export function StoryDrawer({ dataset, recordKey, title, onClose }: Props) {
  const reading = useApi<RecordStory>(storyPath(dataset, recordKey));
  return (
    <Drawer title={title} onClose={onClose} isWide>
      <Reading reading={reading} lines={8}>
        {(of) => <StoryTabs of={of} label={title} first="changes" />}
      </Reading>
    </Drawer>
  );
}

/** Both halves of a story, for the drawer and for the page of a person. */
export function StoryTabs({
  of,
  label,
  first,
}: {
  readonly of: RecordStory;
  readonly label: string;
  readonly first: "changes" | "fields";
}) {
  const t = useText(words);
  const language = useLanguage();
  const [tab, setTab] = useState<string>(first);
  const { version, isVerified, changes, fields } = of;
  const tabs = [
    { id: "changes", title: t.tabs.changes, content: <Changes changes={changes} /> },
    { id: "fields", title: t.tabs.fields, content: <Fields fields={fields} /> },
  ];
  return (
    <>
      <p className="text-muted mb-3 flex flex-wrap items-center gap-2 text-sm">
        {t.version(formatNumber(version, language))}
        {isVerified ? <Badge tone="good">{t.confirmed}</Badge> : null}
      </p>
      <Tabs
        label={label}
        value={tab}
        onChange={setTab}
        tabs={first === "changes" ? tabs : tabs.toReversed()}
      />
    </>
  );
}

function Changes({ changes }: { readonly changes: readonly Change[] }) {
  const t = useText(words);
  const say = useSay();
  const language = useLanguage();
  if (changes.length === 0) return <Empty title={t.none}>{t.noneWhy}</Empty>;
  return (
    <ol className="divide-rule divide-y">
      {changes.map((change) => (
        <li key={`${change.at} ${change.dataset} ${change.recordKey}`} className="py-4">
          <p className="font-semibold">
            {formatInstant(change.at)}
            <span className="text-muted font-normal">
              {` · ${t.run(String(change.runSeq))}`}
              {change.datasetTitle === null ? "" : ` · ${say(change.datasetTitle)}`}
            </span>
          </p>
          {change.operation === "update" ? null : (
            <p className="mt-1">{change.operation === "insert" ? t.made : t.deleted}</p>
          )}
          <ul className="mt-1 space-y-2">
            {change.values.map((value) => (
              <li key={value.field}>
                <span className="text-muted block text-sm">{say(value.title)}</span>
                <span className="flex flex-wrap items-center gap-2">
                  <span className="sr-only">{t.before}</span>
                  <s className="text-muted break-words">
                    <Value kind={value.kind} value={value.before} title={value.beforeTitle} />
                  </s>
                  <ArrowRight aria-hidden size={14} className="text-muted shrink-0" />
                  <span className="sr-only">{t.after}</span>
                  <span className="font-medium break-words">
                    <Value kind={value.kind} value={value.after} title={value.afterTitle} />
                  </span>
                </span>
                {value.by === undefined ? null : (
                  <span className="text-muted block text-sm">
                    {t.by(value.by)}
                    {value.reason == null ? "" : `. ${t.reason(value.reason)}`}
                  </span>
                )}
              </li>
            ))}
          </ul>
          {change.hidden === 0 ? null : (
            <p className="text-muted mt-1 text-sm">{t.hidden(formatNumber(change.hidden, language))}</p>
          )}
          {change.source === null ? null : <Place source={change.source} />}
        </li>
      ))}
    </ol>
  );
}

/** What the program needs and nobody reads. */
const isForPeople = ({ name }: FieldStory): boolean =>
  !/^((learner|guardian|staff)Id|version|sourceRowId|fieldSource|runSeq|changedAt|givenName|birthPrecision)$/.test(
    name,
  );
const isEmpty = ({ value }: FieldStory): boolean => value === null || value === undefined || value === "";

function Fields({ fields }: { readonly fields: readonly FieldStory[] }) {
  const t = useText(words);
  const say = useSay();
  const shown = fields.filter(isForPeople);
  const empty = shown.filter(isEmpty);
  return (
    <>
      <dl className="divide-rule divide-y">
        {shown
          .filter((field) => !isEmpty(field))
          .map(({ name, title, kind, value, valueTitle, source }) => (
            <div key={name} className="grid gap-x-4 py-2.5 sm:grid-cols-[11rem_1fr]">
              <dt className="text-muted text-sm">{say(title)}</dt>
              <dd className="min-w-0 font-medium break-words">
                <Value kind={kind} value={value} title={valueTitle} />
                {source === null ? null : <Place source={source} />}
              </dd>
            </div>
          ))}
      </dl>
      {empty.length === 0 ? null : (
        <p className="border-rule text-muted border-t pt-3 text-sm">
          {t.stillEmpty(empty.map(({ title }) => say(title)).join(", "))}
        </p>
      )}
    </>
  );
}

function Place({ source }: { readonly source: Source }) {
  const t = useText(words);
  const { system, file, sheetNo, rowNo, receivedAt, mended } = source;
  if (mended !== undefined)
    return (
      <span className="text-muted mt-0.5 block text-sm font-normal">
        {`${t.by(mended.by)}, ${formatInstant(mended.at)}`}
        {mended.reason === null ? "" : `. ${t.reason(mended.reason)}`}
      </span>
    );
  return (
    <span className="text-muted mt-0.5 block text-sm font-normal break-words">
      {system === null || file === null
        ? t.elsewhere
        : t.source(system.title, file, String(sheetNo), String(rowNo))}
      {receivedAt === null ? "" : `, ${formatInstant(receivedAt)}`}
    </span>
  );
}

function Value({
  kind,
  value,
  title,
}: {
  readonly kind: string;
  readonly value: unknown;
  readonly title: Text | undefined;
}) {
  const t = useText(words);
  const say = useSay();
  if (title !== undefined) return say(title);
  if (value === null || value === undefined || value === "")
    return <span className="text-muted">{t.empty}</span>;
  if (typeof value === "boolean") return value ? t.yes : t.no;
  if (kind === "date" && typeof value === "string") return formatDay(value);
  return Array.isArray(value) ? value.join("; ") : String(value);
}
