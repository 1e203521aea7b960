import { useParams } from "@tanstack/react-router";
import { useMemo } from "react";
import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { school as words } from "../../text/school.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { FigureDrawer } from "../department/figure-drawer.tsx";
import { Meter } from "../department/meter.tsx";
import {
  type Figures,
  type Metric,
  unitPath,
  useFigures,
  useLiveFigures,
  useMetrics,
} from "../department/metric-data.ts";
import { NumberButton } from "../department/number-button.tsx";
import { FeedTable } from "./feed-table.tsx";
import { OpenWork } from "./open-work.tsx";
import { type School, SchoolFacts } from "./school-facts.tsx";

const sizes = ["learners", "classes", "staff", "classSize", "classes.over"];

/** `/truong/{schoolId}`: a school as those who answer for it see it. */
export default function SchoolPage() {
  const { schoolId } = useParams({ strict: false }) as { schoolId: string };
  const t = useText(words);
  const caller = useCaller();
  const school = useApi<School>(`/api/v1/schools/${encodeURIComponent(schoolId)}`);
  const unit = `school:${schoolId}`;
  const isOwn = caller.role?.unit.kind === "school";
  useLiveFigures();
  if (school.error?.code === "record-not-found" || school.error?.code === "address-not-found")
    return (
      <Empty title={t.outOfScope} heading="h1">
        {t.outOfScopeWhy}
      </Empty>
    );
  return (
    <Reading reading={school} lines={10}>
      {(found) => (
        <>
          <PageHeader
            title={found.schoolName}
            lead={t.lead}
            crumbs={
              isOwn || found.communeCode === null || found.communeCode === undefined
                ? []
                : [{ title: t.commune, to: `/xa-phuong/${found.communeCode}` }]
            }
            actions={
              <>
                <Button variant="secondary" href={unitPath(unit)}>
                  {t.allFigures}
                </Button>
                <Button variant="quiet" href={`/tim-truong/${encodeURIComponent(schoolId)}`}>
                  {t.disclosure}
                </Button>
              </>
            }
          />
          <SchoolFigures unit={unit} />
          <div className="mt-9 grid gap-x-12 gap-y-9 lg:grid-cols-2 [&>section]:min-w-0">
            <OpenWork schoolId={schoolId} />
            <SchoolFacts of={found} />
          </div>
          <FeedTable schoolId={schoolId} />
        </>
      )}
    </Reading>
  );
}

/** Its numbers and its score by the eight principles; each tells what it is. */
function SchoolFigures({ unit }: { readonly unit: string }) {
  const reading = useFigures(unit);
  return <Reading reading={reading}>{(found) => <Numbers of={found} />}</Reading>;
}

function Numbers({ of }: { readonly of: Figures }) {
  const t = useText(words);
  const say = useSay();
  const { byId } = useMetrics();
  const [{ so }, setState] = useUrlState({ so: "" });
  const figures = useMemo(() => new Map(of.figures.map((figure) => [figure.id, figure])), [of]);
  const explain = (id: string): void => setState({ so: id }, id !== "");
  const explained = byId.get(so);
  const meter = (metric: Metric) => (
    <Meter
      key={metric.id}
      label={say(metric.title)}
      value={figures.get(metric.id)?.value}
      target={metric.target?.value}
      standing={figures.get(metric.id)?.standing}
      suffix={metric.unit === "share" ? " %" : ""}
      onPress={() => explain(metric.id)}
    />
  );
  const principles = [...byId.values()].filter(({ id }) => id.startsWith("quality."));
  const heads = ["quality", "verified.learner", "verified.staff"].flatMap((id) => byId.get(id) ?? []);
  return (
    <>
      <div className="border-rule grid grid-cols-2 gap-x-8 gap-y-4 border-y py-4 md:grid-cols-3 lg:grid-cols-5">
        {sizes.map((id) => (
          <NumberButton key={id} metric={byId.get(id)} figure={figures.get(id)} onExplain={explain} isBig />
        ))}
      </div>
      <section className="mt-8" aria-labelledby="score">
        <h2 id="score" className="mb-2 text-lg font-semibold">
          {t.score}
        </h2>
        <div className="grid gap-x-10 gap-y-1 sm:grid-cols-3">{heads.map(meter)}</div>
        <div className="mt-3 grid gap-x-10 gap-y-1 sm:grid-cols-2 lg:grid-cols-4">
          {principles.map(meter)}
        </div>
      </section>
      {explained === undefined ? null : (
        <FigureDrawer
          metric={explained}
          figure={figures.get(explained.id)}
          of={of}
          onClose={() => explain("")}
        />
      )}
    </>
  );
}
