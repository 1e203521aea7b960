import { lazy, Suspense } from "react";
import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Flower } from "../../app/brand.tsx";
import { navIcons } from "../../app/nav-icons.tsx";
import { navigationOf } from "../../app/navigation.ts";
import { Button } from "../../kit/button.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { useIsWide } from "../../kit/use-is-wide.ts";
import { home } from "../../text/home.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { DemoAccounts } from "./demo-accounts.tsx";

interface OpenFigures {
  readonly figures: readonly { readonly id: string; readonly value: number | null }[];
}

const told = ["schools", "learners", "staff"] as const;
const served = ["family", "school", "city"] as const;

const CityMosaic = lazy(() => import("./city-mosaic.tsx"));

/** For who has not signed in: what this is, the city in three figures, how to come in. */
export default function GuestHome() {
  const t = useText(home);
  const say = useSay();
  const language = useLanguage();
  const caller = useCaller();
  const isWide = useIsWide();
  const open = useApi<OpenFigures>("/api/v1/open/figures");
  const ways = navigationOf(caller)
    .flatMap((group) => group.items)
    .filter(({ path }) => path !== "/" && path !== "/tro-giup");
  return (
    <div className="mx-auto max-w-5xl">
      <div className="grid items-center gap-10 py-4 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)] md:py-10">
        <div>
          <h1 className="text-3xl font-semibold tracking-tight text-balance lg:text-[2.75rem] lg:leading-tight">
            {t.guestTitle}
          </h1>
          <p className="text-muted mt-4 max-w-[56ch] text-lg">{t.guestLead}</p>
          <div className="mt-7 flex flex-wrap items-center gap-4">
            <Button href="/sign-in?next=/">{t.signIn}</Button>
            <p className="text-muted max-w-md text-sm">{t.signInHow}</p>
          </div>
        </div>
        {isWide ? (
          <Suspense fallback={<Flower className="mx-auto size-56" />}>
            <CityMosaic of="schools" />
          </Suspense>
        ) : null}
      </div>
      <dl className="border-rule grid grid-cols-3 gap-4 border-y py-6">
        {told.map((id) => {
          const value = open.data?.figures.find((one) => one.id === id)?.value;
          return (
            <div key={id} className="flex flex-col-reverse justify-end">
              <dt className="text-muted text-sm">{t.openFigures[id]}</dt>
              <dd className="text-2xl font-semibold tracking-tight sm:text-3xl">
                {value === null || value === undefined ? "–" : formatNumber(value, language)}
              </dd>
            </div>
          );
        })}
      </dl>
      <div className="mt-8 grid gap-x-10 gap-y-6 md:grid-cols-3">
        {served.map((one) => (
          <section key={one}>
            <h2 className="font-semibold">{t.forWhom[one].who}</h2>
            <p className="text-muted mt-1">{t.forWhom[one].what}</p>
          </section>
        ))}
      </div>
      {ways.length === 0 ? null : (
        <ul className="mt-8 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
          {ways.map(({ path, icon, title }) => {
            const Icon = navIcons[icon];
            return (
              <li key={path}>
                <AppLink
                  to={path}
                  className="bg-raised border-rule hover:border-sea flex min-h-16 items-center gap-3 rounded-xl border px-4 font-medium"
                >
                  <Icon aria-hidden size={22} className="text-sea" />
                  {say(title)}
                </AppLink>
              </li>
            );
          })}
        </ul>
      )}
      {caller.isDemo ? <DemoAccounts /> : null}
    </div>
  );
}
