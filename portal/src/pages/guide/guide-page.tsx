import { useParams } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import { lazy, Suspense, useMemo } from "react";
import { findGuide, guidePath } from "../../app/guide-path.ts";
import { KeyList } from "../../app/key-list.tsx";
import { NoPage } from "../../app/no-page.tsx";
import { Button } from "../../kit/button.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { QrCode } from "../../kit/qr-code.tsx";
import { Skeleton } from "../../kit/states.tsx";
import { guide } from "../../text/guide.ts";
import { useSay, useText } from "../../text/use-text.ts";

/** A page's guide alone: on the phone beside the work, or on paper. */
export default function GuidePage() {
  const t = useText(guide);
  const say = useSay();
  const { page } = useParams({ strict: false }) as { page: string };
  const route = findGuide(page);
  const help = route?.help;
  const Guide = useMemo(() => (help === undefined ? undefined : lazy(help)), [help]);
  if (route === undefined || Guide === undefined) return <NoPage />;
  const title = say(route.title);
  return (
    <>
      <PageHeader
        title={t.of(title)}
        crumbs={[{ title: t.title, to: "/tro-giup" }, { title }]}
        actions={
          <>
            {route.path.includes("$") ? null : (
              <Button variant="secondary" href={route.path}>
                {t.toPage}
              </Button>
            )}
            <Button icon={Printer} onClick={() => print()}>
              {t.print}
            </Button>
          </>
        }
      />
      <div className="grid items-start gap-8 lg:grid-cols-[minmax(0,68ch)_auto]">
        <article className="guide">
          <Suspense fallback={<Skeleton lines={6} />}>
            <Guide />
          </Suspense>
          <h2>{t.keys}</h2>
          <KeyList route={route} />
        </article>
        <figure className="hidden sm:block">
          <QrCode text={location.origin + guidePath(route)} label={t.code} />
          <figcaption className="text-muted mt-2 max-w-40 text-sm">{t.codeWhy}</figcaption>
        </figure>
      </div>
    </>
  );
}
