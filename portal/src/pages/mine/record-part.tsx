import { Eye, FilePen, ShieldCheck } from "lucide-react";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Card } from "../../kit/card.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Empty } from "../../kit/states.tsx";
import { mine } from "../../text/mine.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { HeldFields } from "./held-fields.tsx";
import type { OwnStory } from "./person-data.ts";

/** The record as the school keeps it: years and schools, parents, how it stands against the population registry. */
export function RecordPart({ story, onAsk }: { readonly story: OwnStory; readonly onAsk: () => void }) {
  const t = useText(mine);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <div className="grid min-w-0 gap-5">
        {story.entity === "learner" ? <Years story={story} /> : null}
        {story.correctable.length === 0 ? null : <HeldFields story={story} />}
      </div>
      <div className="grid min-w-0 gap-5">
        <Verification story={story} />
        {story.entity === "learner" ? <Guardians story={story} /> : null}
        <Card title={t.wrong}>
          <div className="flex flex-wrap gap-3">
            {story.correctable.length === 0 ? null : (
              <Button icon={FilePen} onClick={onAsk}>
                {t.ask}
              </Button>
            )}
            <Button variant="secondary" icon={Eye} href={`/ho-so-cua-toi/luot-xem?record=${story.recordId}`}>
              {t.allLooks}
            </Button>
          </div>
        </Card>
      </div>
    </div>
  );
}

function Years({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const say = useSay();
  return (
    <Card title={t.history}>
      {story.enrolments.length === 0 ? (
        <Empty heading="h3" title={t.noEnrolment}>
          {t.noEnrolmentWhy}
        </Empty>
      ) : (
        <ol className="border-rule ml-1.5 border-l">
          {story.enrolments.map((year, at) => (
            <li
              key={`${year.schoolYear} ${year.schoolName} ${year.entryDate}`}
              className="relative pb-5 pl-5 last:pb-0"
            >
              <span
                aria-hidden
                className={`absolute top-1.5 -left-[6.5px] size-3 rounded-full ${at === 0 ? "bg-sea" : "bg-edge"}`}
              />
              <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
                <span className="text-muted text-sm">{year.schoolYear}</span>
                {at === 0 && year.exitDate === null ? <Badge tone="sea">{t.nowAt}</Badge> : null}
              </p>
              <p className="font-medium">
                {[year.schoolName, year.className === null ? null : t.className(year.className)]
                  .filter((part) => part !== null)
                  .join(", ")}
              </p>
              <p className="text-muted text-sm">
                {[
                  year.status === null ? null : say(year.status),
                  year.entryDate === null ? null : t.from(formatDay(year.entryDate)),
                  year.exitDate === null ? null : t.until(formatDay(year.exitDate)),
                ]
                  .filter((part) => part !== null)
                  .join(" · ")}
              </p>
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function Verification({ story: { verification } }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const say = useSay();
  return (
    <Card title={t.verified}>
      {verification === null ? (
        <p className="text-muted">{t.neverAsked}</p>
      ) : (
        <div className="flex items-start gap-3">
          <ShieldCheck
            aria-hidden
            size={22}
            className={verification.verifiedAt === null ? "text-muted shrink-0" : "text-good shrink-0"}
          />
          <div>
            <p className="font-medium">{say(verification.status)}</p>
            {verification.verifiedAt === null ? null : (
              <p className="text-muted text-sm">{t.verifiedOn(formatDay(verification.verifiedAt))}</p>
            )}
          </div>
        </div>
      )}
    </Card>
  );
}

function Guardians({ story: { guardians } }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const say = useSay();
  return (
    <Card title={t.guardians}>
      {guardians.length === 0 ? (
        <p className="text-muted">{t.noGuardians}</p>
      ) : (
        <ul className="space-y-2">
          {guardians.map(({ guardianId, fullName, relation, isRepresentative }) => (
            <li key={`${guardianId} ${relation.en}`} className="flex flex-wrap items-baseline gap-x-2.5">
              <span className="font-medium">{fullName}</span>
              <span className="text-muted text-sm">
                {isRepresentative ? `${say(relation)}, ${t.representative}` : say(relation)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
