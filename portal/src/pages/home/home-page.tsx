import { lazy, Suspense } from "react";
import { type Caller, useCaller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { useIsWide } from "../../kit/use-is-wide.ts";
import { home } from "../../text/home.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { DutyList } from "./duty-list.tsx";
import GuestHome from "./guest-home.tsx";
import { OwnPeople } from "./own-people.tsx";
import { dutiesOf } from "./role-duties.ts";
import { SchoolGlance } from "./school-glance.tsx";
import { TaskList } from "./task-list.tsx";
import { UnitFigures } from "./unit-figures.tsx";
import { WaysOn } from "./ways-on.tsx";

const Attention = lazy(() => import("./attention.tsx"));
const CityMosaic = lazy(() => import("./city-mosaic.tsx"));

/** `/`: what needs me today, by what the caller's role has to do; for a guest, what this is and how to come in. */
export default function HomePage() {
  const caller = useCaller();
  if (caller.person === null) return <GuestHome />;
  return <Today caller={caller} />;
}

function Today({ caller }: { readonly caller: Caller }) {
  const t = useText(home);
  const say = useSay();
  const { role } = caller;
  const isFamily = caller.permissions.includes("rights.ask");
  const seesFigures = caller.permissions.includes("quality.read");
  const mine = dutiesOf[role?.role ?? ""];
  const unit = role?.unit.name;
  const lead = role === null ? t.noRole : [say(role.title), unit].filter(Boolean).join(" · ");
  return (
    <>
      <PageHeader title={t.title} lead={lead} />
      <div
        className={`grid items-start gap-x-10 gap-y-8 ${seesFigures ? "xl:grid-cols-[minmax(0,1fr)_27rem]" : ""}`}
      >
        <div className="min-w-0 space-y-8">
          {mine === undefined ? null : <DutyList caller={caller} ids={mine} />}
          {mine !== undefined && !isFamily && role?.unit.kind === "school" && role.unit.id !== undefined ? (
            <SchoolGlance schoolId={role.unit.id} />
          ) : null}
          {isFamily ? <OwnPeople /> : mine === undefined ? <TaskList /> : null}
          {seesFigures ? (
            <Suspense fallback={<Skeleton />}>
              <Attention />
            </Suspense>
          ) : null}
          {seesFigures && role?.unit.kind === "city" ? <CityGlance /> : null}
        </div>
        {seesFigures ? <UnitFigures /> : null}
        <WaysOn caller={caller} />
      </div>
    </>
  );
}

/** The city's communes at a glance, where there is room for a picture. */
function CityGlance() {
  const t = useText(home);
  if (!useIsWide()) return null;
  return (
    <section aria-labelledby="communes">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="communes" className="text-lg font-semibold">
          {t.communes}
        </h2>
        <AppLink to="/ban-do" className="text-link text-sm">
          {t.toMap}
        </AppLink>
      </div>
      <div className="bg-raised border-rule rounded-xl border p-5">
        <div className="mx-auto max-w-2xl">
          <Suspense fallback={<Skeleton lines={8} />}>
            <CityMosaic of="quality" />
          </Suspense>
        </div>
      </div>
    </section>
  );
}
