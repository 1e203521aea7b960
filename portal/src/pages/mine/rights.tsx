import { useState } from "react";
import { problemOf } from "../../api/problem.ts";
import { useChange } from "../../api/use-api.ts";
import { useDraft } from "../../app/use-draft.ts";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { Checkbox } from "../../kit/checkbox.tsx";
import { Select } from "../../kit/select.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { mine } from "../../text/mine.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { asksChild, type OwnRequest, type OwnStory, type RightKind, storyPath } from "./person-data.ts";
import { StateLine } from "./state-line.tsx";

interface Form {
  readonly kind: RightKind;
  readonly purposes: readonly string[];
  readonly detail: string;
  readonly childAgrees: boolean;
}

const empty: Form = { kind: "copy", purposes: [], detail: "", childAgrees: false };

/** What the law lets people ask about their data, and what became of what they asked. */
export function Rights({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  return (
    <div className="grid items-start gap-x-8 gap-y-6 lg:grid-cols-2">
      <div className="min-w-0">
        <p className="text-muted mb-4 max-w-[68ch]">{t.rights.lead}</p>
        <Ask story={story} />
      </div>
      <section aria-labelledby="asked" className="min-w-0">
        <h2 id="asked" className="text-lg font-semibold">
          {t.rights.sentBefore}
        </h2>
        {story.requests.length === 0 ? (
          <p className="text-muted mt-2">{t.rights.none}</p>
        ) : (
          <ul className="divide-rule divide-y">
            {story.requests.map((request) => (
              <Asked key={request.requestId} story={story} request={request} />
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

function Ask({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const draft = useDraft<Form>(`right/${story.recordId}`, empty);
  const change = useChange([storyPath(story)]);
  const form = draft.value;
  const right = story.rights.find(({ kind }) => kind === form.kind);
  const choices = story.purposes.filter(({ isConsent }) => form.kind !== "withdrawConsent" || isConsent);
  const send = (): void =>
    change.mutate(
      {
        method: "POST",
        path: `${storyPath(story)}/requests`,
        body: { ...form, purposes: right?.needsPurposes === true ? form.purposes : [] },
      },
      {
        onSuccess: () => {
          draft.clear();
          toast({ kind: "done", text: t.rights.sent });
        },
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  return (
    <Card>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <Select
          label={t.rights.what}
          value={form.kind}
          onChange={(kind) => draft.set({ ...form, kind: kind as RightKind })}
          options={story.rights.map(({ kind }) => ({ value: kind, label: t.rights.kinds[kind] }))}
        />
        {right?.needsPurposes === true ? (
          <fieldset>
            <legend className="mb-1 text-sm font-medium">{t.rights.purposes}</legend>
            {choices.map(({ id, title }) => (
              <Checkbox
                key={id}
                label={say(title)}
                isChecked={form.purposes.includes(id)}
                onChange={(isChecked) =>
                  draft.set({
                    ...form,
                    purposes: isChecked ? [...form.purposes, id] : form.purposes.filter((one) => one !== id),
                  })
                }
              />
            ))}
          </fieldset>
        ) : null}
        <TextArea
          label={t.correct.more}
          rows={3}
          maxLength={4000}
          value={form.detail}
          onChange={(event) => draft.set({ ...form, detail: event.target.value })}
        />
        {asksChild(story) ? (
          <Checkbox
            label={t.correct.childAgrees}
            isChecked={form.childAgrees}
            onChange={(childAgrees) => draft.set({ ...form, childAgrees })}
          />
        ) : null}
        <Button type="submit" isBusy={change.isPending}>
          {t.rights.send}
        </Button>
      </form>
    </Card>
  );
}

function Asked({ story, request }: { readonly story: OwnStory; readonly request: OwnRequest }) {
  const t = useText(mine);
  const language = useLanguage();
  const toast = useToast();
  const change = useChange([storyPath(story)]);
  const at = `${storyPath(story)}/requests/${request.requestId}`;
  const [busy, setBusy] = useState<"pdf" | "json">();
  const take = async (as: "pdf" | "json"): Promise<void> => {
    setBusy(as);
    try {
      await saveCopy(`${at}/copy`, as);
    } catch (cause) {
      const problem = cause as { sentence?: (language: "vi" | "en") => string };
      toast({ kind: "failed", text: problem.sentence?.(language) ?? String(cause) });
    } finally {
      setBusy(undefined);
    }
  };
  return (
    <li className="py-4">
      <p className="font-medium">{t.rights.kinds[request.kind]}</p>
      <StateLine request={request} />
      <div className="mt-2 flex flex-wrap gap-2">
        {request.hasCopy
          ? (["pdf", "json"] as const).map((as) => (
              <Button
                key={as}
                size="small"
                variant="secondary"
                isBusy={busy === as}
                onClick={() => void take(as)}
              >
                {t.rights[as]}
              </Button>
            ))
          : null}
        {request.isOpen ? (
          <Button
            size="small"
            variant="quiet"
            isBusy={change.isPending}
            onClick={() =>
              change.mutate(
                { method: "POST", path: `${at}/withdrawal` },
                {
                  onSuccess: () => toast({ kind: "done", text: t.rights.withdrawn }),
                  onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
                },
              )
            }
          >
            {t.rights.withdraw}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

/** The copy is made by asking for it, so it is fetched as bytes and saved under its name. @throws ApiProblem */
async function saveCopy(path: string, as: "pdf" | "json"): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json, application/pdf" },
    body: JSON.stringify({ as }),
    credentials: "same-origin",
  });
  if (!response.ok) throw await problemOf(response);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = `du-lieu-ca-nhan.${as}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
