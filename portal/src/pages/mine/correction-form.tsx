import { useQueryClient } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { useApi, useChange } from "../../api/use-api.ts";
import { useDraft } from "../../app/use-draft.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Checkbox } from "../../kit/checkbox.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import type { Text } from "../../text/language.ts";
import { mine } from "../../text/mine.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import {
  asksChild,
  type Correctable,
  type CorrectionRequest,
  correctionsPath,
  type OwnStory,
} from "./person-data.ts";
import { isFit, paperTypes, sendPaper } from "./send-paper.ts";

interface Form {
  readonly field: string;
  readonly value: string;
  readonly detail: string;
  readonly childAgrees: boolean;
}

const empty: Form = { field: "", value: "", detail: "", childAgrees: false };
const resources: Readonly<Record<string, string>> = {
  learner: "learners",
  guardian: "guardians",
  staffMember: "staff-members",
};

/** One thing that is wrong, what is right, and the paper that says so. What is typed survives a lost line. */
export function CorrectionForm({ story }: { readonly story: OwnStory }) {
  const t = useText(mine).correct;
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const draft = useDraft<Form>(`correction/${story.recordId}`, empty);
  const [papers, setPapers] = useState<readonly File[]>([]);
  const [isSending, setSending] = useState(false);
  const change = useChange<CorrectionRequest>([]);
  const memory = useQueryClient();
  const form = draft.value;
  const chosen = story.correctable.find(({ field }) => field === form.field);

  const take = (files: readonly File[]): void => {
    const unfit = files.find((file) => !isFit(file));
    if (unfit !== undefined) toast({ kind: "failed", text: t.tooLarge(unfit.name) });
    setPapers((before) => [...before, ...files.filter(isFit)].slice(0, 5));
  };

  const send = async (): Promise<void> => {
    setSending(true);
    try {
      const { data } = await change.mutateAsync({
        method: "POST",
        path: correctionsPath,
        body: {
          entity: story.entity,
          recordId: story.recordId,
          fields: [{ field: form.field, ...(form.value.trim() === "" ? {} : { value: form.value.trim() }) }],
          ...(form.detail.trim() === "" ? {} : { detail: form.detail.trim() }),
          childAgrees: form.childAgrees,
        },
      });
      let failed = false;
      for (const paper of papers) failed = (await sendPaper(data.requestId, paper)) !== undefined || failed;
      draft.clear();
      setPapers([]);
      toast(failed ? { kind: "failed", text: t.paperFailed } : { kind: "done", text: t.sent });
      await memory.invalidateQueries({ queryKey: ["api", correctionsPath] });
    } catch {
      // The sentence stands below the form; what was typed stays.
    } finally {
      setSending(false);
    }
  };

  return (
    <Card title={t.title}>
      <p className="text-muted mb-4">{t.how}</p>
      {draft.isRestored ? (
        <p role="status" className="bg-sea-soft text-sea mb-4 rounded-lg px-3 py-2 text-sm">
          {t.kept}
        </p>
      ) : null}
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Select
          label={t.which}
          value={form.field}
          onChange={(field) => draft.set({ ...form, field, value: "" })}
          options={[
            { value: "", label: t.choose },
            ...story.correctable.map(({ field, title }) => ({ value: field, label: say(title) })),
          ]}
        />
        {chosen === undefined ? null : (
          <RightValue
            story={story}
            field={chosen}
            value={form.value}
            onChange={(value) => draft.set({ ...form, value })}
          />
        )}
        <TextArea
          label={t.more}
          rows={3}
          maxLength={4000}
          value={form.detail}
          onChange={(event) => draft.set({ ...form, detail: event.target.value })}
        />
        <FileDrop label={t.paper} hint={t.paperHint} accept={paperTypes.join(",")} onFiles={take} />
        {papers.length === 0 ? null : (
          <ul aria-label={t.papers} className="divide-rule divide-y">
            {papers.map((paper) => (
              <li
                key={`${paper.name} ${paper.lastModified}`}
                className="flex items-center justify-between gap-3"
              >
                <span className="min-w-0 truncate">{paper.name}</span>
                <IconButton
                  label={t.remove(paper.name)}
                  icon={X}
                  onClick={() => setPapers(papers.filter((one) => one !== paper))}
                />
              </li>
            ))}
          </ul>
        )}
        {asksChild(story) ? (
          <Checkbox
            label={t.childAgrees}
            isChecked={form.childAgrees}
            onChange={(childAgrees) => draft.set({ ...form, childAgrees })}
          />
        ) : null}
        {change.error === null ? null : (
          <p role="alert" className="text-act text-sm">
            {change.error.sentence(language)}
          </p>
        )}
        <Button type="submit" isBusy={isSending} disabled={form.field === ""}>
          {t.send}
        </Button>
      </form>
    </Card>
  );
}

interface RightValueProps {
  readonly story: OwnStory;
  readonly field: Correctable;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** What the record says now, read when it is asked for, and what is right in its place. */
function RightValue({ story, field, value, onChange }: RightValueProps) {
  const t = useText(mine).correct;
  const say = useSay();
  const resource = resources[story.entity] ?? "learners";
  const record = useApi<Readonly<Record<string, unknown>>>(`/api/v1/${resource}/${story.recordId}`);
  const now = nowSaid(field, record.data?.[field.field], say);
  const hint = [now === undefined ? undefined : t.now(now), field.kind === "date" ? t.day : t.unsure]
    .filter(Boolean)
    .join(". ");
  if (field.options !== null)
    return (
      <Select
        label={t.right}
        hint={hint}
        value={value}
        onChange={onChange}
        options={[
          { value: "", label: t.choose },
          ...field.options.map(({ code, title }) => ({ value: code, label: say(title) })),
        ]}
      />
    );
  return (
    <TextField
      label={t.right}
      hint={hint}
      value={value}
      maxLength={500}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function nowSaid(field: Correctable, value: unknown, say: (text: Text) => string): string | undefined {
  if (typeof value !== "string" || value === "") return undefined;
  if (field.kind === "date") return formatDay(value);
  const option = field.options?.find(({ code }) => code === value);
  return option === undefined ? value : say(option.title);
}
