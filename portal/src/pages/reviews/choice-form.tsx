import { type ReactNode, useState } from "react";
import { Button } from "../../kit/button.tsx";
import { formatShare } from "../../kit/number-text.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { reviews } from "../../text/reviews.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import type { Answer, Question, Review } from "./review.ts";

interface Props {
  readonly review: Review;
  readonly isBusy: boolean;
  readonly onAnswer: (answer: Answer) => void;
  readonly children: ReactNode;
}

/** What each question of the parsers is answered by. */
const parts: Readonly<Record<string, string>> = {
  "encoding-unsure": "encoding",
  "delimiter-unsure": "delimiter",
  "font-unsure": "font",
};

/** One of a few: how the text would read, or which school is meant. Chosen by its looks, not by its technical name. */
export function ChoiceForm({ review, isBusy, onAnswer, children }: Props) {
  const t = useText(reviews);
  const questions = review.question.questions ?? [];
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(questions.map(({ code, candidates }) => [code, candidates[0]?.value ?? ""])),
  );
  const isSource = review.kind === "sourceUnknown";
  const isWhole = questions.length > 0 && questions.every(({ code }) => (chosen[code] ?? "") !== "");
  const send = (): void => {
    if (isSource) onAnswer({ action: "nameSource", schoolId: Object.values(chosen)[0] ?? "" });
    else
      onAnswer({
        action: "chooseEncoding",
        ...Object.fromEntries(
          questions.map(({ code }) => {
            const value = chosen[code] ?? "";
            return [parts[code] ?? "encoding", value === "\t" ? "tab" : value];
          }),
        ),
      });
  };
  return (
    <div className="max-w-3xl space-y-7">
      {questions.map((question) => (
        <Choice
          key={question.code}
          question={question}
          isSource={isSource}
          value={chosen[question.code] ?? ""}
          onChange={(value) => setChosen({ ...chosen, [question.code]: value })}
        />
      ))}
      <div className="flex flex-wrap gap-3">
        <Button isBusy={isBusy} disabled={!isWhole} onClick={send}>
          {isSource ? t.nameSource : t.confirmReading}
        </Button>
        {children}
      </div>
    </div>
  );
}

interface ChoiceProps {
  readonly question: Question;
  readonly isSource: boolean;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Choice({ question, isSource, value, onChange }: ChoiceProps) {
  const t = useText(reviews);
  const readings: Readonly<Record<string, string>> = t.readings;
  const say = useSay();
  const language = useLanguage();
  const known = question.candidates.some((one) => one.value === value);
  return (
    <fieldset>
      <legend className="mb-3 text-lg font-medium">
        {question.sentence === undefined
          ? (readings[question.code] ?? question.code)
          : say(question.sentence)}
      </legend>
      <div className="space-y-2">
        {question.candidates.map((candidate) => (
          <label
            key={candidate.value}
            className="bg-raised border-edge has-checked:border-sea has-checked:bg-sea-soft flex min-h-11 cursor-pointer gap-3 rounded-lg border px-4 py-3"
          >
            <input
              type="radio"
              name={question.code}
              value={candidate.value}
              checked={candidate.value === value}
              onChange={() => onChange(candidate.value)}
              className="accent-sea mt-1 size-4 shrink-0"
            />
            <span className="min-w-0">
              <span className="block break-words">{candidate.sample ?? candidate.value}</span>
              <span className="text-muted block text-sm">
                {candidate.sample === undefined ? null : `${candidate.value} · `}
                {t.likely(formatShare(candidate.confidence, language, 0))}
              </span>
            </span>
          </label>
        ))}
      </div>
      {isSource ? (
        <div className="mt-4 max-w-sm">
          <TextField
            label={t.otherSchool}
            hint={t.otherSchoolHint}
            value={known ? "" : value}
            onChange={(event) => onChange(event.target.value.trim())}
          />
        </div>
      ) : null}
    </fieldset>
  );
}
