import { useParams } from "@tanstack/react-router";
import { Activity, FileText } from "lucide-react";
import { useCaller } from "../../api/caller.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { communeWords } from "../../text/commune.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import {
  metricDecimals,
  metricSuffix,
  useFigures,
  useLiveFigures,
  useMetrics,
} from "../department/metric-data.ts";
import { useMonth } from "./commune-data.ts";
import { MonthForm } from "./month-form.tsx";
import { ResidenceBalance } from "./residence-balance.tsx";
import { SchoolList } from "./school-list.tsx";

const summed = ["schools", "learners", "quality", "verified.learner", "cases.overdue", "living.notEnrolled"];

/** `/xa-phuong/{code}` */
export default function CommunePage() {
  const { code } = useParams({ strict: false }) as { readonly code: string };
  return <Commune code={code} />;
}

/** What a commune's office works with: its schools, who lives and learns here, and the month. */
export function Commune({ code }: { readonly code: string }) {
  const t = useText(communeWords);
  const say = useSay();
  const language = useLanguage();
  const [{ xem }, setState] = useUrlState({ xem: "truong" });
  const { byId } = useMetrics();
  const reading = useFigures(`commune:${code}`);
  const month = useMonth("");
  const isOwn = useCaller().role?.unit.kind === "commune";
  useLiveFigures();
  if (reading.data === undefined) {
    if (reading.error === null) return <Skeleton lines={10} />;
    if (reading.error.status === 404)
      return (
        <Empty title={t.outside} heading="h1" action={<Button href="/">{t.openOwn}</Button>}>
          {t.outsideWhy}
        </Empty>
      );
    return (
      <>
        <PageHeader title={t.all} />
        <Failed error={reading.error} onRetry={() => void reading.refetch()} />
      </>
    );
  }
  const of = reading.data;
  const figures = new Map(of.figures.map((figure) => [figure.id, figure]));
  const state = month.data?.data.find(({ communeCode }) => communeCode === code)?.state;
  return (
    <>
      <PageHeader
        title={of.title}
        lead={of.asOf === null ? undefined : t.fresh(formatInstant(of.asOf))}
        crumbs={isOwn ? undefined : [{ title: t.all, to: "/xa-phuong" }, { title: of.title }]}
        actions={
          <>
            <Button
              variant="secondary"
              icon={Activity}
              href={`/dieu-hanh?unit=${encodeURIComponent(of.unit)}`}
            >
              {t.operations}
            </Button>
            <Button variant="secondary" icon={FileText} href={`/xa-phuong/${code}/bao-cao`}>
              {t.report}
            </Button>
          </>
        }
      />
      <dl className="border-rule mb-6 grid grid-cols-2 gap-x-6 gap-y-4 border-y py-4 sm:grid-cols-3 xl:grid-cols-6">
        {summed.map((id) => {
          const metric = byId.get(id);
          const figure = figures.get(id);
          const value = figure?.value;
          return (
            <div key={id} className="flex min-w-0 flex-col justify-between">
              <dt className="text-muted text-sm">{say(metric?.title ?? { vi: "", en: "" })}</dt>
              <dd
                className={`text-2xl font-semibold tracking-tight tabular-nums ${figure?.standing === "act" ? "text-act" : ""}`}
              >
                {value === null || value === undefined
                  ? "–"
                  : `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`}
              </dd>
            </div>
          );
        })}
      </dl>
      <Tabs
        label={t.parts}
        value={xem}
        onChange={(id) => setState({ xem: id }, true)}
        tabs={[
          { id: "truong", title: t.tabs.schools, content: <SchoolList code={code} /> },
          { id: "noi-o", title: t.tabs.residence, content: <ResidenceBalance code={code} /> },
          {
            id: "thang",
            title: t.tabs.month,
            // One thing waits until the month is sent.
            ...(state === undefined || state === "sent" ? {} : { count: 1 }),
            content: <MonthForm code={code} />,
          },
        ]}
      />
    </>
  );
}
