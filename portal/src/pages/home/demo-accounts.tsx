import { useEffect, useState } from "react";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { Reading } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import type { Text } from "../../text/language.ts";
import { useSay, useText } from "../../text/use-text.ts";

interface DemoAccount {
  readonly userName: string;
  readonly title: Text;
  readonly variant?: "from16" | "below16";
  readonly reach: string;
  readonly unitName?: string;
  readonly asksCode: boolean;
  readonly citizenNumber?: string;
}

interface Demo {
  readonly isLoading: boolean;
  readonly accounts: readonly DemoAccount[];
  readonly password: string;
  readonly code: { readonly code: string; readonly until: string };
  readonly hasVneid: boolean;
}

/** The sample accounts of the sample city: whom to be, by which password and code of the moment. */
export function DemoAccounts() {
  const t = useText(home);
  // The code changes each half minute; while the city is on its way the accounts are not there yet.
  const reading = useApi<Demo>("/api/v1/portal/demo", { refetchMs: 10_000 });
  return (
    <section aria-labelledby="demo" className="mt-12">
      <h2 id="demo" className="text-xl font-semibold">
        {t.demoTitle}
      </h2>
      <p className="text-muted mt-1 max-w-[70ch]">{t.demoLead}</p>
      <Reading reading={reading} lines={6}>
        {(demo) => (demo.isLoading ? <p role="status">{t.demoLoading}</p> : <Accounts demo={demo} />)}
      </Reading>
    </section>
  );
}

function Accounts({ demo }: { readonly demo: Demo }) {
  const t = useText(home);
  const say = useSay();
  if (demo.accounts.length === 0) return <p className="mt-3">{t.demoNone}</p>;
  const people = demo.accounts.filter(({ citizenNumber }) => citizenNumber !== undefined);
  return (
    <>
      <dl className="border-rule bg-raised mt-4 flex flex-wrap gap-x-10 gap-y-3 rounded-xl border px-5 py-4">
        <Secret name={t.demoPassword} value={demo.password} />
        <Secret name={t.demoCode} value={demo.code.code}>
          <SecondsLeft until={demo.code.until} />
        </Secret>
      </dl>
      <ul className="mt-4 grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {demo.accounts.map((account) => (
          <li key={account.userName}>
            <AppLink
              to={`/sign-in?next=/&user=${account.userName}`}
              className="bg-raised border-rule hover:border-sea block h-full rounded-xl border px-4 py-3"
            >
              <span className="block font-medium">
                {say(account.title)}
                {account.variant === undefined ? null : ` ${t.demoAge[account.variant]}`}
              </span>
              <span className="text-muted block text-sm">
                {account.unitName ?? (account.reach === "city" ? t.wholeCity : t.noUnit)}
              </span>
              <span className="text-muted mt-1 block text-sm">
                <code className="text-ink">{account.userName}</code>
                {account.asksCode ? ` ${t.demoAsksCode}` : null}
              </span>
            </AppLink>
          </li>
        ))}
      </ul>
      {demo.hasVneid && people.length > 0 ? (
        <>
          <h3 className="mt-8 text-lg font-semibold">{t.demoVneid}</h3>
          <p className="text-muted max-w-[70ch]">{t.demoVneidHow}</p>
          <ul className="mt-3 grid gap-x-8 gap-y-1 text-sm sm:grid-cols-2">
            {people.map(({ userName, title, unitName, citizenNumber }) => (
              <li key={userName}>
                {say(title)}: {unitName} <code>{citizenNumber}</code>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </>
  );
}

interface SecretProps {
  readonly name: string;
  readonly value: string;
  readonly children?: React.ReactNode;
}

function Secret({ name, value, children }: SecretProps) {
  return (
    <div>
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="text-lg">
        <code className="font-semibold select-all">{value}</code>
        {children}
      </dd>
    </div>
  );
}

function SecondsLeft({ until }: { readonly until: string }) {
  const t = useText(home);
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, []);
  const left = Math.max(0, Math.round((Date.parse(until) - now) / 1_000));
  return <span className="text-muted ml-3 text-sm">{t.demoSeconds(String(left))}</span>;
}
