import { CircleAlert, CircleCheck, CircleHelp, Wrench } from "lucide-react";
import { AppLink } from "../../app/app-link.tsx";
import { Badge, type Tone } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { status } from "../../text/status.ts";
import { useText } from "../../text/use-text.ts";
import { NoticeList, noticeState } from "./notice-list.tsx";
import { ServiceDays } from "./service-days.tsx";
import { type Service, type Status, useStatus } from "./status-data.ts";

const tones: Readonly<Record<Service["state"], Tone>> = {
  good: "good",
  bad: "act",
  unknown: "watch",
  notConnected: "plain",
};

/** `/tinh-trang`: whether the platform works now, how it was, what is planned, how fresh its data are. */
export default function StatusPage() {
  const t = useText(status);
  const reading = useStatus();
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <Button variant="secondary" href="/lien-he-su-co">
            {t.contact.title}
          </Button>
        }
      />
      <Reading reading={reading} lines={10}>
        {(data) => <Found status={data} />}
      </Reading>
    </>
  );
}

function Found({ status: { services, notices, data, today, days, now } }: { readonly status: Status }) {
  const t = useText(status);
  const open = notices.filter((notice) => noticeState(notice, now) !== "done");
  const past = notices.filter((notice) => noticeState(notice, now) === "done");
  return (
    <div className="space-y-10">
      <Now services={services} isAnnounced={open.some((notice) => noticeState(notice, now) === "going")} />
      {open.length === 0 ? null : (
        <section>
          <h2 className="mb-3 text-lg font-semibold">{t.notice.open}</h2>
          <NoticeList notices={open} now={now} />
        </section>
      )}
      <section>
        <h2 className="mb-1 text-lg font-semibold">{t.servicesTitle(String(days))}</h2>
        <p className="text-muted mb-2 text-sm">{t.legend}</p>
        <ul className="divide-rule border-rule divide-y border-y">
          {services.map((service) => (
            <li key={service.id} className="py-5">
              <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
                <div className="min-w-0">
                  <h3 className="font-medium">{t.services[service.id].name}</h3>
                  <p className="text-muted text-sm">{t.services[service.id].what}</p>
                </div>
                <Badge tone={tones[service.state]}>{t.states[service.state]}</Badge>
              </div>
              {service.state === "notConnected" ? null : (
                <ServiceDays service={service} name={t.services[service.id].name} today={today} days={days} />
              )}
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2 className="mb-3 text-lg font-semibold">{t.data.title}</h2>
        <dl className="grid gap-x-10 gap-y-4 sm:grid-cols-3">
          <Fact
            name={t.data.lastRun}
            value={data.lastRunAt === null ? t.data.none : formatInstant(data.lastRunAt)}
          />
          <Fact
            name={t.data.counted}
            value={data.countedAt === null ? t.data.none : formatInstant(data.countedAt)}
          />
          <Fact name={t.data.year} value={data.schoolYear ?? t.data.none} />
        </dl>
      </section>
      <section>
        <h2 className="mb-3 text-lg font-semibold">{t.notice.past}</h2>
        {past.length === 0 ? (
          <p className="text-muted">{t.notice.none(String(days))}</p>
        ) : (
          <NoticeList notices={past} now={now} />
        )}
      </section>
      <p className="text-muted text-sm">
        {t.how}{" "}
        <AppLink to="/lien-he-su-co" className="text-link underline">
          {t.contact.title}
        </AppLink>
      </p>
    </div>
  );
}

/** The page's one sentence. */
function Now({
  services,
  isAnnounced,
}: {
  readonly services: readonly Service[];
  readonly isAnnounced: boolean;
}) {
  const t = useText(status);
  const here = services.filter(({ state }) => state !== "notConnected");
  const bad = here.filter(({ state }) => state === "bad");
  const isKnown = here.some(({ state }) => state !== "unknown");
  const [Icon, colour, sentence] =
    bad.length > 0
      ? ([
          CircleAlert,
          "bg-act-soft text-act",
          t.now.bad(bad.map(({ id }) => t.services[id].name).join(", ")),
        ] as const)
      : isAnnounced
        ? ([Wrench, "bg-watch-soft text-watch", t.now.announced] as const)
        : isKnown
          ? ([CircleCheck, "bg-good-soft text-good", t.now.good] as const)
          : ([CircleHelp, "bg-sunken text-ink", t.now.unknown] as const);
  const checkedAt = here
    .flatMap(({ checkedAt: at }) => (at === null ? [] : [at]))
    .sort()
    .at(-1);
  return (
    <div role="status" className={`flex items-start gap-3 rounded-xl p-5 ${colour}`}>
      <Icon aria-hidden size={26} className="shrink-0" />
      <div>
        <p className="text-lg leading-snug font-semibold">{sentence}</p>
        <p className="text-ink mt-0.5 text-sm">
          {checkedAt === undefined ? t.now.never : t.now.checked(formatInstant(checkedAt))}
        </p>
      </div>
    </div>
  );
}

function Fact({ name, value }: { readonly name: string; readonly value: string }) {
  return (
    <div className="border-rule border-l-2 pl-4">
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-medium">{value}</dd>
    </div>
  );
}
