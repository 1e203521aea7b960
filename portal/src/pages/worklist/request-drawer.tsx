import { FileDown } from "lucide-react";
import { useState } from "react";
import { newKey } from "../../api/client.ts";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { Failed } from "../../kit/states.tsx";
import { TextArea, TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { requests } from "../../text/requests.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type CorrectionRequest, requestsPath } from "./request-data.ts";

const kinds: Readonly<Record<string, string>> = {
  "application/pdf": "PDF",
  "image/jpeg": "JPEG",
  "image/png": "PNG",
};

/** One request beside the list: what stands, what is asked, the papers, and the school's answer. */
export function RequestDrawer({
  of,
  onClose,
}: {
  readonly of: CorrectionRequest;
  readonly onClose: () => void;
}) {
  const t = useText(requests);
  const say = useSay();
  const language = useLanguage();
  return (
    <Drawer title={of.name ?? t.title} onClose={onClose} isWide>
      <p className="text-muted text-sm">
        {[of.place, t.askedBy[of.askedBy], formatInstant(of.receivedAt)]
          .filter((part) => part !== null)
          .join(" · ")}
      </p>
      {of.isVerified ? (
        <p className="bg-watch-soft text-watch mt-4 rounded-lg p-3 text-sm">{t.verified}</p>
      ) : null}
      <dl className="divide-rule mt-4 divide-y">
        {of.fields.map(({ field, title, proposed }) => (
          <div key={field} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-2">
            <dt className="font-medium sm:col-span-2">{say(title)}</dt>
            <dd>
              <span className="text-muted block text-sm">{t.now}</span>
              {asRead(of.current[field]) === "" ? t.empty : asRead(of.current[field])}
            </dd>
            <dd>
              <span className="text-muted block text-sm">{t.proposed}</span>
              <span className="font-semibold">{proposed ?? t.noProposal}</span>
            </dd>
          </div>
        ))}
      </dl>
      {of.detail === null ? null : (
        <section className="mt-4">
          <h3 className="text-muted text-sm">{t.detail}</h3>
          <p className="break-words whitespace-pre-line">{of.detail}</p>
        </section>
      )}
      <section className="mt-5">
        <h3 className="mb-2 font-semibold">{t.papers}</h3>
        {of.evidence.length === 0 ? <p className="text-muted">{t.noPapers}</p> : null}
        <ul className="space-y-2">
          {of.evidence.map(({ evidenceId, mediaType, bytes }, at) => (
            <li key={evidenceId}>
              <Button
                variant="secondary"
                size="small"
                icon={FileDown}
                href={`${requestsPath}/${of.requestId}/evidence/${evidenceId}`}
              >
                {t.paper(
                  String(at + 1),
                  kinds[mediaType] ?? mediaType,
                  `${formatNumber(Math.max(1, Math.round(bytes / 1024)), language)} KB`,
                )}
              </Button>
            </li>
          ))}
        </ul>
      </section>
      {of.closedAt === null ? (
        <Answer of={of} onDone={onClose} />
      ) : of.outcome === null ? null : (
        <section className="mt-5">
          <h3 className="text-muted text-sm">{t.outcome}</h3>
          <p className="break-words whitespace-pre-line">{of.outcome}</p>
        </section>
      )}
    </Drawer>
  );
}

function Answer({ of, onDone }: { readonly of: CorrectionRequest; readonly onDone: () => void }) {
  const t = useText(requests);
  const say = useSay();
  const toast = useToast();
  const [values, setValues] = useState<Readonly<Record<string, string>>>(
    Object.fromEntries(of.fields.map(({ field, proposed }) => [field, proposed ?? ""])),
  );
  const [answer, setAnswer] = useState("");
  const [proof, setProof] = useState("");
  // Pressed twice on a slow line it is one deed.
  const [key] = useState(newKey);
  const change = useChange<unknown>([requestsPath, "/api/v1/portal/tasks", "/api/v1/worklist"]);
  const isProven = of.isProven || of.state === "accepted";
  const isComplete = answer.trim() !== "";
  const send = (path: string, body: object, text: string): void =>
    change.mutate(
      { method: "POST", path: `${requestsPath}/${of.requestId}/${path}`, body, idempotencyKey: key },
      {
        onSuccess: () => {
          toast({ kind: "done", text });
          onDone();
        },
      },
    );
  return (
    <form className="border-rule mt-6 space-y-4 border-t pt-5" onSubmit={(event) => event.preventDefault()}>
      {of.fields.map(({ field, title }) => (
        <TextField
          key={field}
          label={t.right(say(title))}
          value={values[field] ?? ""}
          autoComplete="off"
          onChange={(event) => setValues({ ...values, [field]: event.target.value })}
        />
      ))}
      {isProven ? null : (
        <Select
          label={t.proof}
          hint={t.proofHint}
          value={proof}
          onChange={setProof}
          options={[
            { value: "", label: t.proofs.choose },
            { value: "inPerson", label: t.proofs.inPerson },
            { value: "papers", label: t.proofs.papers },
          ]}
        />
      )}
      <TextArea
        label={t.answer}
        hint={t.answerHint}
        value={answer}
        maxLength={2_000}
        onChange={(event) => setAnswer(event.target.value)}
      />
      {change.error === null ? null : <Failed error={change.error} />}
      <div className="flex flex-wrap justify-end gap-3">
        <Button
          variant="secondary"
          disabled={!isComplete}
          isBusy={change.isPending}
          onClick={() => send("refusal", { reason: answer.trim() }, t.turnedDown)}
        >
          {t.refuse}
        </Button>
        <Button
          disabled={!isComplete || of.version === null || (!isProven && proof === "")}
          isBusy={change.isPending}
          onClick={() =>
            send(
              "acceptance",
              {
                cells: of.fields.map(({ field }) => ({
                  field,
                  value: values[field] ?? "",
                  version: of.version,
                })),
                answer: answer.trim(),
                ...(isProven ? {} : { proof }),
              },
              t.taken,
            )
          }
        >
          {t.accept}
        </Button>
      </div>
    </form>
  );
}

/** Days as people write them; other values as they stand. */
function asRead(value: unknown): string {
  if (value === null || value === undefined) return "";
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? text.split("-").reverse().join("/") : text;
}
