import { type ReactNode, useState } from "react";
import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Select } from "../../kit/select.tsx";
import { Reading } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { reviews } from "../../text/reviews.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { doubled, type Meanings, mappingOf, recognised } from "./mapping.ts";
import type { Answer, Intake, Question, Review, TableDescription } from "./review.ts";

interface Props {
  readonly review: Review;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: Answer) => void;
  readonly children: ReactNode;
}

/** Which column is what, said once and kept for every file of this form. */
export function MappingForm({ review, isBusy, onAnswer, children }: Props) {
  const t = useText(reviews);
  const say = useSay();
  const questions = review.question.questions ?? [];
  const table = review.question.description;
  const choices = questions.find(({ code }) => code.startsWith("intake-"))?.candidates ?? [];
  const [intakeId, setIntake] = useState(table?.intake ?? choices[0]?.value ?? "");
  const dictionary = useApi<{ readonly intakes: readonly Intake[] }>("/api/v1/dictionary");
  const intake = useApi<Intake>(`/api/v1/dictionary/intakes/${intakeId}`, { enabled: intakeId !== "" });
  if (table === undefined || table.fingerprint.length === 0)
    return (
      <div className="max-w-2xl space-y-5">
        <QuestionList questions={questions} />
        <p className="text-muted">{t.mendFile}</p>
        {children}
      </div>
    );
  return (
    <div className="space-y-7">
      <QuestionList questions={questions} />
      {table.intake === null ? (
        <div className="max-w-md">
          <Select
            label={t.whichList}
            options={(dictionary.data?.intakes ?? []).map(({ id, title }) => ({
              value: id,
              label: say(title),
            }))}
            value={intakeId}
            onChange={setIntake}
          />
        </div>
      ) : null}
      <Reading reading={intake} lines={6}>
        {(known) => (
          <Columns
            key={known.id}
            intake={known}
            table={table}
            questions={questions}
            isBusy={isBusy}
            onConfirm={(mapping) => onAnswer({ action: "confirmMapping", mapping })}
          >
            {children}
          </Columns>
        )}
      </Reading>
    </div>
  );
}

function QuestionList({ questions }: { readonly questions: readonly Question[] }) {
  const say = useSay();
  const needed = questions.filter(({ severity }) => severity === "needed");
  const shown = needed.length === 0 ? questions : needed;
  return (
    <ul className="border-watch max-w-3xl space-y-1 border-l-4 pl-4">
      {shown.map(({ sentence, code, columnIndex }) =>
        sentence === undefined ? null : <li key={`${code} ${columnIndex}`}>{say(sentence)}</li>,
      )}
    </ul>
  );
}

interface ColumnsProps {
  readonly intake: Intake;
  readonly table: TableDescription;
  readonly questions: readonly Question[];
  readonly isBusy: boolean;
  readonly onConfirm: (mapping: object) => void;
  readonly children: ReactNode;
}

function Columns({ intake, table, questions, isBusy, onConfirm, children }: ColumnsProps) {
  const t = useText(reviews);
  const [meanings, setMeanings] = useState<Meanings>(() => recognised(table));
  const asked = questions.filter(({ code }) => code.startsWith("context-"));
  const [context, setContext] = useState<Readonly<Record<string, string>>>({});
  const twice = doubled(meanings);
  const unsure = new Map(questions.map((question) => [question.columnIndex, question]));
  // What was asked about stands first; the rest is there to be looked over.
  const columns = table.columns.toSorted((a, b) => Number(unsure.has(b.index)) - Number(unsure.has(a.index)));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        onConfirm(mappingOf(table, { intake: intake.id, meanings, context }));
      }}
      className="space-y-7"
    >
      {asked.map(({ header = "", candidates }) => (
        <div key={header} className="max-w-md">
          {candidates.length > 0 ? (
            <Select
              label={(t.context as Readonly<Record<string, string>>)[header] ?? header}
              options={[
                { value: "", label: t.choose },
                ...candidates.map(({ value }) => ({ value, label: value })),
              ]}
              value={context[header] ?? ""}
              onChange={(value) => setContext({ ...context, [header]: value })}
            />
          ) : (
            <TextField
              label={(t.context as Readonly<Record<string, string>>)[header] ?? header}
              value={context[header] ?? ""}
              onChange={(event) => setContext({ ...context, [header]: event.target.value })}
            />
          )}
        </div>
      ))}
      <section>
        <h2 className="mb-1 text-lg font-semibold">{t.columnsTitle}</h2>
        <p className="text-muted mb-4 max-w-[68ch] text-sm">{t.columnsLead}</p>
        <ul className="bg-raised border-rule divide-rule divide-y rounded-xl border">
          {columns.map(({ index, header }) => (
            <ColumnRow
              key={index}
              name={header === "" ? t.noHeader(String(index)) : header}
              question={unsure.get(index)}
              intake={intake}
              isTwice={twice.has(meanings[index] ?? "")}
              value={meanings[index] ?? ""}
              onChange={(value) => setMeanings({ ...meanings, [index]: value })}
            />
          ))}
        </ul>
      </section>
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          isBusy={isBusy}
          disabled={twice.size > 0 || asked.some(({ header = "" }) => (context[header] ?? "") === "")}
        >
          {t.confirmMapping}
        </Button>
        {children}
      </div>
    </form>
  );
}

interface ColumnRowProps {
  readonly name: string;
  readonly question: Question | undefined;
  readonly intake: Intake;
  readonly isTwice: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ColumnRow({ name, question, intake, isTwice, value, onChange }: ColumnRowProps) {
  const t = useText(reviews);
  const say = useSay();
  const titles = new Map(intake.columns.map(({ name: id, title }) => [id, say(title)]));
  const likely = (question?.candidates ?? []).map((candidate) => candidate.value);
  const rest = intake.columns.map(({ name: id }) => id).filter((id) => !likely.includes(id));
  const ids = [...likely, ...rest, ...(value === "" || titles.has(value) ? [] : [value])];
  return (
    <li className="grid items-center gap-x-6 gap-y-1.5 px-4 py-3 sm:px-5 md:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]">
      <span className="flex min-w-0 flex-wrap items-center gap-2">
        <span className="min-w-0 font-medium break-words">{name}</span>
        {question === undefined ? null : <Badge tone="watch">{t.unsure}</Badge>}
      </span>
      <Select
        label={t.meaningOf(name)}
        hidesLabel
        error={isTwice ? t.twice : undefined}
        options={[
          { value: "", label: t.notWanted },
          ...[...new Set(ids)].map((id) => ({ value: id, label: titles.get(id) ?? id })),
        ]}
        value={value}
        onChange={onChange}
      />
    </li>
  );
}
