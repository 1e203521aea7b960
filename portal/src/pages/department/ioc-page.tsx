import { MapIcon, MonitorPlay, Printer } from "lucide-react";
import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Failed, Skeleton } from "../../kit/states.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { AlertList } from "./alert-list.tsx";
import { FigureDrawer } from "./figure-drawer.tsx";
import { Meter } from "./meter.tsx";
import { type Figures, unitPath, useFigures, useLiveFigures, useMetrics } from "./metric-data.ts";
import { NumberButton } from "./number-button.tsx";
import { PartsTable } from "./parts-table.tsx";
import { SourceTable } from "./source-table.tsx";
import { Trend } from "./trend.tsx";

const sizes = ["learners", "staff", "classes", "schools", "attendance"];
const capacity = [
  "classSize",
  "classes.over",
  "classes.red",
  "classrooms.perClass",
  "teachers",
  "teachers.short",
  "teachers.surplus",
  "teachers.filled",
];
const work = [
  "issues",
  "issues.grave",
  "cases",
  "cases.overdue",
  "reviews",
  "corrections",
  "rows.held",
  "feeds.late",
];
const columns: Readonly<Record<string, readonly string[]>> = {
  city: ["learners", "staff", "classes.over", "verified.learner", "quality", "cases.overdue"],
  commune: ["learners", "classes.over", "verified.learner", "quality", "cases.overdue"],
  school: ["learners"],
};

/** `/dieu-hanh`: a unit at a glance; each number tells what it is and leads down, as far as the scope allows. */
export default function IocPage() {
  const [{ unit, so }, setState] = useUrlState({ unit: "", so: "" });
  const t = useText(metricWords);
  const reading = useFigures(unit);
  if (reading.data === undefined) {
    if (reading.error === null || reading.error === undefined) return <Skeleton lines={12} />;
    if (reading.error.code === "record-not-found" && unit !== "")
      return (
        <Empty title={t.outOfScope} heading="h1" action={<Button href="/dieu-hanh">{t.ownUnit}</Button>}>
          {t.outOfScopeWhy}
        </Empty>
      );
    return (
      <>
        <PageHeader title={t.ioc} lead={t.noCount} />
        <Failed error={reading.error} onRetry={() => void reading.refetch()} />
      </>
    );
  }
  return <Unit of={reading.data} explained={so} onExplain={(id) => setState({ so: id }, id !== "")} />;
}

interface UnitProps {
  readonly of: Figures;
  readonly explained: string;
  readonly onExplain: (metricId: string) => void;
}

function Unit({ of, explained, onExplain }: UnitProps) {
  const t = useText(metricWords);
  const say = useSay();
  const { byId } = useMetrics();
  const { isLive } = useLiveFigures();
  const figures = useMemo(() => new Map(of.figures.map((figure) => [figure.id, figure])), [of]);
  const kind = of.unit.split(":")[0] ?? "city";
  const number = (id: string, isBig = false) => (
    <NumberButton
      key={id}
      metric={byId.get(id)}
      figure={figures.get(id)}
      onExplain={onExplain}
      isBig={isBig}
    />
  );
  const meter = (id: string, label: string, from = 0) => (
    <Meter
      key={id}
      label={label}
      value={figures.get(id)?.value}
      target={byId.get(id)?.target?.value}
      standing={figures.get(id)?.standing}
      suffix={byId.get(id)?.unit === "share" ? " %" : ""}
      from={from}
      onPress={() => onExplain(id)}
    />
  );
  const metric = byId.get(explained);
  const principles = [...byId.values()].filter(({ id }) => id.startsWith("quality."));
  const title = (id: string): string => say(byId.get(id)?.title ?? { vi: "", en: "" });
  return (
    <>
      <PageHeader
        title={of.title}
        crumbs={
          of.way.length < 2
            ? undefined
            : of.way.map((one, at) =>
                at === of.way.length - 1
                  ? { title: one.title }
                  : { title: one.title, to: unitPath(one.unit) },
              )
        }
        lead={
          <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
            {of.asOf === null ? t.noCount : t.fresh(formatInstant(of.asOf), String(of.runSeq))}
            <Badge tone={isLive ? "good" : "plain"}>{isLive ? t.live : t.notLive}</Badge>
            {of.ranks.peers === null ? null : (
              <Badge tone="sea">{t.rank(String(of.ranks.peers.place), String(of.ranks.peers.of))}</Badge>
            )}
          </span>
        }
        actions={
          <>
            {kind === "city" ? (
              <Button variant="secondary" icon={MonitorPlay} href="/dieu-hanh/man-hinh">
                {t.wall}
              </Button>
            ) : null}
            {kind === "school" ? null : (
              <Button variant="secondary" icon={MapIcon} href="/ban-do">
                {t.map}
              </Button>
            )}
            <Button variant="quiet" icon={Printer} onClick={() => print()}>
              {t.print}
            </Button>
          </>
        }
      />
      <div className="border-rule grid grid-cols-2 items-start gap-x-8 gap-y-4 border-y py-4 md:grid-cols-3 lg:grid-cols-5">
        {sizes.map((id) => number(id, id !== "attendance"))}
      </div>
      <div className="mt-8 grid gap-x-12 gap-y-9 lg:grid-cols-2 [&>section]:min-w-0">
        <section>
          <h2 className="mb-2 text-lg font-semibold">{t.attention}</h2>
          <AlertList figures={figures} metrics={byId} onExplain={onExplain} />
        </section>
        <section>
          <h2 className="mb-2 text-lg font-semibold">{t.identity}</h2>
          <div className="space-y-1">
            {["verified.learner", "everVerified.learner", "verified.staff", "everVerified.staff"].map((id) =>
              meter(id, title(id)),
            )}
          </div>
        </section>
        <section>
          <div className="mb-2 flex items-baseline justify-between">
            <h2 className="text-lg font-semibold">{t.quality}</h2>
            <span className="text-muted text-sm">{t.outOf}</span>
          </div>
          <div className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
            <div className="sm:col-span-2">{meter("quality", title("quality"))}</div>
            {principles.map(({ id }) => meter(id, title(id)))}
          </div>
        </section>
        <section>
          <h2 className="mb-2 text-lg font-semibold">{t.capacity}</h2>
          <div className="grid grid-cols-2 gap-x-8 gap-y-2">{capacity.map((id) => number(id))}</div>
        </section>
        <section>
          <h2 className="mb-2 text-lg font-semibold">{t.work}</h2>
          <div className="grid grid-cols-2 gap-x-8 gap-y-2">{work.map((id) => number(id))}</div>
        </section>
        {kind === "school" ? null : (
          <section>
            <h2 className="mb-2 text-lg font-semibold">{t.sources}</h2>
            <SourceTable />
          </section>
        )}
      </div>
      <div className="border-rule mt-10 border-t pt-8">
        <PartsTable
          unit={of.unit}
          metrics={byId}
          shown={columns[kind] ?? []}
          title={(by) => t.partsTitle[by as "commune"]}
        />
      </div>
      {kind === "school" ? null : (
        <div className="border-rule mt-10 border-t pt-8">
          <Trend unit={of.unit} metrics={byId} />
        </div>
      )}
      {metric === undefined ? null : (
        <FigureDrawer metric={metric} figure={figures.get(metric.id)} of={of} onClose={() => onExplain("")} />
      )}
    </>
  );
}
