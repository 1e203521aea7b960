import { lazy, Suspense } from "react";
import { type Caller, useCaller } from "../../api/caller.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { OwnPeople } from "./own-people.tsx";
import { TaskList } from "./task-list.tsx";
import { UnitFigures } from "./unit-figures.tsx";
import { WaysOn } from "./ways-on.tsx";

const GuestHome = lazy(() => import("./guest-home.tsx"));

/** `/`: what needs me today, by what the caller's role has to do; for a guest, what this is and how to come in. */
export default function HomePage() {
  const caller = useCaller();
  if (caller.person === null)
    return (
      <Suspense fallback={<Skeleton lines={6} />}>
        <GuestHome />
      </Suspense>
    );
  return <Today caller={caller} />;
}

function Today({ caller }: { readonly caller: Caller }) {
  const t = useText(home);
  const say = useSay();
  const { role } = caller;
  const isFamily = caller.permissions.includes("rights.ask");
  const unit = role?.unit.name;
  const lead = role === null ? t.noRole : [say(role.title), unit].filter(Boolean).join(" · ");
  return (
    <>
      <PageHeader title={t.title} lead={lead} />
      <div className="grid items-start gap-x-8 gap-y-8 xl:grid-cols-[minmax(0,1fr)_26rem]">
        {isFamily ? <OwnPeople /> : <TaskList />}
        {caller.permissions.includes("quality.read") ? <UnitFigures /> : null}
        <WaysOn caller={caller} />
      </div>
    </>
  );
}
