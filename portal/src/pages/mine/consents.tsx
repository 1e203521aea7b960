import { useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { useToast } from "../../kit/toast.tsx";
import { mine } from "../../text/mine.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Consent, type OwnStory, storyPath } from "./person-data.ts";

/** Consent, use by use: what it is in plain words, how it stands and why, who said what. */
export function Consents({ story }: { readonly story: OwnStory }) {
  const t = useText(mine).consent;
  return (
    <>
      <p className="text-muted mb-2 max-w-[68ch]">{t.lead}</p>
      <ul className="divide-rule divide-y">
        {story.consents.map((consent) => (
          <ConsentItem key={consent.purpose} story={story} consent={consent} />
        ))}
      </ul>
    </>
  );
}

function ConsentItem({ story, consent }: { readonly story: OwnStory; readonly consent: Consent }) {
  const t = useText(mine).consent;
  const say = useSay();
  const language = useLanguage();
  const toast = useToast();
  const change = useChange([storyPath(story)]);
  const speak = (): void =>
    change.mutate(
      {
        method: "POST",
        path: `${storyPath(story)}/consents`,
        body: { purpose: consent.purpose, act: consent.next },
      },
      {
        onSuccess: () => toast({ kind: "done", text: consent.next === "give" ? t.given : t.takenBack }),
        onError: (problem) => toast({ kind: "failed", text: problem.sentence(language) }),
      },
    );
  return (
    <li className="py-5">
      <div className="grid gap-x-8 gap-y-3 md:grid-cols-[minmax(0,1fr)_auto]">
        <div className="min-w-0">
          <h2 className="font-semibold">{say(consent.title)}</h2>
          {consent.text === null ? null : <p className="mt-1 max-w-[68ch]">{say(consent.text)}</p>}
          <p className="mt-2 flex flex-wrap items-center gap-2 text-sm">
            <Badge tone={consent.granted ? "good" : "plain"}>
              {consent.granted ? t.allowed : t.notAllowed}
            </Badge>
            <span className="text-muted">{t.reasons[consent.reason]}</span>
          </p>
          {consent.mayISay && consent.reason === "childMissing" ? (
            <p className="text-muted mt-1.5 text-sm">{t.childToo}</p>
          ) : null}
        </div>
        <div className="md:text-right">
          {consent.mayISay ? (
            <Button
              variant={consent.next === "give" ? "primary" : "secondary"}
              isBusy={change.isPending}
              onClick={speak}
              aria-label={`${consent.next === "give" ? t.give : t.withdraw}: ${say(consent.title)}`}
            >
              {consent.next === "give" ? t.give : t.withdraw}
            </Button>
          ) : (
            <p className="text-muted max-w-64 text-sm">{t.notYours}</p>
          )}
        </div>
      </div>
      {consent.history.length === 0 ? null : (
        <details className="mt-2">
          <summary className="text-link min-h-11 cursor-pointer py-2.5 text-sm">{t.said}</summary>
          <ul className="text-muted space-y-1 text-sm">
            {consent.history.map(({ at, act, who }) => (
              <li key={`${at} ${who}`}>{`${formatInstant(at)}: ${t.who[who]} ${t.acts[act]}`}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}
