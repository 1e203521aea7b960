import { ChevronRight, GitCompareArrows, Landmark, type LucideIcon, PencilLine, Send } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { worklist } from "../../text/worklist.ts";
import { SchoolChooser } from "./school-chooser.tsx";
import { useSchool, withSchool } from "./use-school.ts";
import type { Remedy, WorkRule } from "./work-data.ts";

const pictures: Readonly<Record<Remedy, LucideIcon>> = {
  mend: PencilLine,
  review: GitCompareArrows,
  department: Landmark,
  resend: Send,
};
const order: readonly Remedy[] = ["mend", "review", "resend", "department"];

/** Everything a school has to put right, grouped by what ends it, the most gain first. */
export default function WorklistPage() {
  const t = useText(worklist);
  const { schoolId, name, chooses, choose } = useSchool();
  return (
    <>
      <PageHeader
        title={t.title}
        lead={name === undefined ? t.lead : `${name}. ${t.lead}`}
        actions={
          schoolId === undefined ? undefined : (
            <Button variant="secondary" href={withSchool("/diem-du-lieu", schoolId, chooses)}>
              {t.toScore}
            </Button>
          )
        }
      />
      {schoolId === undefined ? (
        <SchoolChooser onChoose={choose} />
      ) : (
        <Groups schoolId={schoolId} chooses={chooses} />
      )}
    </>
  );
}

function Groups({ schoolId, chooses }: { readonly schoolId: string; readonly chooses: boolean }) {
  const t = useText(worklist);
  const language = useLanguage();
  const reading = useApi<{ readonly data: readonly WorkRule[] }>(
    `/api/v1/worklist/${encodeURIComponent(schoolId)}`,
  );
  return (
    <Reading reading={reading} lines={8}>
      {({ data }) =>
        data.length === 0 ? (
          <Empty title={t.nothing}>{t.nothingWhy}</Empty>
        ) : (
          <div className="space-y-8">
            {order.map((remedy) => {
              const rules = data.filter((rule) => rule.remedy === remedy);
              if (rules.length === 0) return null;
              const Picture = pictures[remedy];
              const records = rules.reduce((sum, rule) => sum + rule.records, 0);
              return (
                <section key={remedy} aria-labelledby={`remedy-${remedy}`}>
                  <div className="mb-3 flex items-start gap-3">
                    <span className="bg-sea-soft text-sea mt-0.5 grid size-9 shrink-0 place-items-center rounded-lg">
                      <Picture aria-hidden size={18} />
                    </span>
                    <div>
                      <h2 id={`remedy-${remedy}`} className="text-lg font-semibold">
                        {t.remedies[remedy].title}
                      </h2>
                      <p className="text-muted text-sm">
                        {t.remedies[remedy].how} {t.recordsInAll(formatNumber(records, language))}
                      </p>
                    </div>
                  </div>
                  <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
                    {rules.map((rule) => (
                      <Rule key={rule.checkCode} rule={rule} schoolId={schoolId} chooses={chooses} />
                    ))}
                  </ul>
                </section>
              );
            })}
          </div>
        )
      }
    </Reading>
  );
}

const tones = { blocking: "act", error: "act", warning: "watch", notice: "plain" } as const;

function Rule({
  rule,
  schoolId,
  chooses,
}: {
  readonly rule: WorkRule;
  readonly schoolId: string;
  readonly chooses: boolean;
}) {
  const t = useText(worklist);
  const say = useSay();
  const language = useLanguage();
  const severity = rule.severity as keyof typeof tones;
  return (
    <li>
      <AppLink
        to={withSchool(`/viec-can-sua/${encodeURIComponent(rule.checkCode)}`, schoolId, chooses)}
        className="hover:bg-sunken flex items-center gap-3 px-4 py-3 sm:gap-5"
      >
        <span className="min-w-0 flex-1">
          <span className="block font-medium">{say(rule.sentence)}</span>
          <span className="text-muted mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
            <span>{say(rule.datasetTitle)}</span>
            <Badge tone={tones[severity]}>{t.severities[severity]}</Badge>
          </span>
        </span>
        <span className="shrink-0 text-right">
          <span className="block font-semibold tabular-nums">{formatNumber(rule.records, language)}</span>
          {rule.gain >= 0.01 ? (
            <span className="text-good block text-sm whitespace-nowrap tabular-nums">
              {t.points(formatNumber(rule.gain, language, 2))}
            </span>
          ) : (
            <span className="text-muted block text-sm">{t.records}</span>
          )}
        </span>
        <ChevronRight aria-hidden size={18} className="text-muted shrink-0" />
      </AppLink>
    </li>
  );
}
