import { useNavigate } from "@tanstack/react-router";
import { FileText, X } from "lucide-react";
import { useState } from "react";
import { ApiProblem } from "../../api/problem.ts";
import { useApi, useChange } from "../../api/use-api.ts";
import { useDraft } from "../../app/use-draft.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button, IconButton } from "../../kit/button.tsx";
import { Checkbox } from "../../kit/checkbox.tsx";
import { FileDrop } from "../../kit/file-drop.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Failed, Reading } from "../../kit/states.tsx";
import { TextArea } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { family } from "../../text/family.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import {
  mostPaperMb,
  type OwnPerson,
  type OwnRequest,
  ownRequestsPath,
  paperTypes,
  sendPaper,
} from "./family-data.ts";
import { WrongFields } from "./wrong-fields.tsx";

/** What is wrong in my own or my child's record, told to the school. */
export default function AskPage() {
  const t = useText(family);
  const people = useApi<{ readonly data: readonly OwnPerson[] }>("/api/v1/portal/people");
  return (
    <>
      <PageHeader
        title={t.askTitle}
        lead={t.askLead}
        crumbs={[{ title: t.mine, to: "/de-nghi-cua-toi" }]}
      />
      <Reading reading={people} lines={6}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty title={t.noPeople}>{t.noPeopleWhy}</Empty>
          ) : (
            <Choose people={[...data].sort((a, b) => Number(a.isSelf) - Number(b.isSelf))} />
          )
        }
      </Reading>
    </>
  );
}

function Choose({ people }: { readonly people: readonly OwnPerson[] }) {
  const t = useText(family);
  const [{ cua }, setState] = useUrlState({ cua: "" });
  const chosen = people.find(({ recordId }) => recordId === cua) ?? people[0];
  if (chosen === undefined) return null;
  return (
    <div className="max-w-xl space-y-5">
      <Select
        label={t.who}
        value={chosen.recordId}
        onChange={(recordId) => setState({ cua: recordId })}
        options={people.map((person) => ({
          value: person.recordId,
          label: person.isSelf ? `${person.fullName} (${t.self})` : person.fullName,
        }))}
      />
      <AskForm key={chosen.recordId} about={chosen} />
    </div>
  );
}

interface Typed {
  /** Field → what is said to be right; a field that is here is said to be wrong. */
  readonly values: Readonly<Record<string, string>>;
  readonly detail: string;
  readonly childAgrees: boolean;
}
const nothing: Typed = { values: {}, detail: "", childAgrees: false };

function AskForm({ about }: { readonly about: OwnPerson }) {
  const t = useText(family);
  const language = useLanguage();
  const toast = useToast();
  const navigate = useNavigate();
  const draft = useDraft<Typed>(`ask/${about.recordId}`, nothing);
  const { values, detail, childAgrees } = draft.value;
  const [papers, setPapers] = useState<readonly File[]>([]);
  const [isSending, setSending] = useState(false);
  const ask = useChange<OwnRequest>([ownRequestsPath]);

  const send = async (): Promise<void> => {
    setSending(true);
    try {
      const { data } = await ask.mutateAsync({
        method: "POST",
        path: ownRequestsPath,
        body: {
          entity: about.entity,
          recordId: about.recordId,
          fields: Object.entries(values).map(([field, value]) => ({
            field,
            ...(value.trim() === "" ? {} : { value: value.trim() }),
          })),
          ...(detail.trim() === "" ? {} : { detail: detail.trim() }),
          ...(about.isSelf ? {} : { childAgrees }),
        },
      });
      draft.clear();
      // The request stands; a paper that does not come through can be sent from its own page.
      for (const paper of papers) {
        try {
          await sendPaper(data.requestId, paper);
        } catch (error) {
          toast({
            kind: "failed",
            text: error instanceof ApiProblem ? error.sentence(language) : t.paperFailed,
          });
        }
      }
      toast({ kind: "done", text: t.sent });
      await navigate({ href: "/de-nghi-cua-toi" });
    } catch {
      // Shown below by `ask.error`.
    } finally {
      setSending(false);
    }
  };
  const take = (files: readonly File[]): void => {
    const fitting = files.filter((file) => file.size <= mostPaperMb * 2 ** 20);
    for (const file of files)
      if (!fitting.includes(file))
        toast({ kind: "failed", text: t.paperTooBig(file.name, String(mostPaperMb)) });
    setPapers((before) => [...before, ...fitting]);
  };
  return (
    <form
      className="space-y-6"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {draft.isRestored ? (
        <p role="status" className="bg-sea-soft text-sea rounded-lg px-3 py-2 text-sm">
          {t.restored}
        </p>
      ) : null}
      <WrongFields
        entity={about.entity}
        values={values}
        onChange={(next) => draft.set({ ...draft.value, values: next })}
      />
      <TextArea
        label={t.more}
        hint={t.moreHint}
        value={detail}
        maxLength={4_000}
        rows={3}
        onChange={(event) => draft.set({ ...draft.value, detail: event.target.value })}
      />
      <div>
        <FileDrop
          label={t.paperDrop}
          hint={t.paperHint(String(mostPaperMb))}
          accept={paperTypes.join(",")}
          onFiles={take}
        />
        <ul className="mt-2">
          {papers.map((paper) => (
            <li key={`${paper.name}/${paper.size}`} className="flex items-center gap-2">
              <FileText aria-hidden size={18} className="text-muted shrink-0" />
              <span className="min-w-0 flex-1 truncate">{paper.name}</span>
              <IconButton
                label={t.removePaper(paper.name)}
                icon={X}
                onClick={() => setPapers(papers.filter((one) => one !== paper))}
              />
            </li>
          ))}
        </ul>
      </div>
      {about.isSelf ? null : (
        <Checkbox
          label={t.childAgrees}
          isChecked={childAgrees}
          onChange={(isChecked) => draft.set({ ...draft.value, childAgrees: isChecked })}
        />
      )}
      {ask.error === null ? null : <Failed error={ask.error} />}
      <Button type="submit" isBusy={isSending} disabled={Object.keys(values).length === 0}>
        {t.send}
      </Button>
    </form>
  );
}
