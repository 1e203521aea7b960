import { BookOpen } from "lucide-react";
import { useCaller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { guidePath } from "../../app/guide-path.ts";
import { KeyList } from "../../app/key-list.tsx";
import { mayOpen } from "../../app/navigation.ts";
import { portalRoutes } from "../../app/portal-paths.ts";
import { Card } from "../../kit/card.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { guide } from "../../text/guide.ts";
import { useSay, useText } from "../../text/use-text.ts";

/** The guides of the pages the caller may open, and the keys. */
export default function GuidesPage() {
  const t = useText(guide);
  const say = useSay();
  const caller = useCaller();
  const guides = portalRoutes.filter((route) => route.help !== undefined && mayOpen(caller, route.access));
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="grid items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <ul className="grid gap-3 sm:grid-cols-2">
          {guides.map((route) => (
            <li key={route.path}>
              <AppLink
                to={guidePath(route)}
                className="bg-raised border-rule hover:border-sea flex min-h-14 items-center gap-3 rounded-xl border px-4 py-3 transition-colors"
              >
                <BookOpen aria-hidden size={20} className="text-sea shrink-0" />
                <span className="min-w-0">{say(route.title)}</span>
              </AppLink>
            </li>
          ))}
        </ul>
        <Card title={t.keys}>
          <KeyList route={undefined} />
        </Card>
      </div>
    </>
  );
}
