import { ChevronRight, Eye, FilePen } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { formatDay } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import { useText } from "../../text/use-text.ts";

interface OwnPerson {
  readonly entity: string;
  readonly recordId: string;
  readonly isSelf: boolean;
  readonly fullName: string;
  readonly birthDate: string | null;
  readonly schoolName: string | null;
}

/** Me and my children, each with what can be done about their record. */
export function OwnPeople() {
  const t = useText(home);
  const reading = useApi<{ readonly data: readonly OwnPerson[] }>("/api/v1/portal/people");
  return (
    <section aria-labelledby="people">
      <h2 id="people" className="mb-3 text-lg font-semibold">
        {t.people}
      </h2>
      <Reading reading={reading} lines={4}>
        {({ data }) =>
          data.length === 0 ? (
            <Empty heading="h3" title={t.noPeople}>
              {t.noPeopleWhy}
            </Empty>
          ) : (
            <ul className="grid gap-4 sm:grid-cols-2">
              {[...data]
                .sort((a, b) => Number(a.isSelf) - Number(b.isSelf))
                .map((person) => (
                  <PersonCard key={person.recordId} person={person} />
                ))}
            </ul>
          )
        }
      </Reading>
    </section>
  );
}

const way = "hover:bg-sunken flex min-h-11 items-center gap-2.5 rounded-lg px-2 text-sm font-medium text-sea";

function PersonCard({ person }: { readonly person: OwnPerson }) {
  const t = useText(home);
  return (
    <li className="bg-raised border-rule flex flex-col rounded-xl border p-4">
      <AppLink
        to={`/ho-so-cua-toi/${person.entity}/${person.recordId}`}
        className="flex min-h-11 items-center gap-3"
      >
        <span className="min-w-0 flex-1">
          <span className="block text-lg leading-snug font-semibold">{person.fullName}</span>
          <span className="text-muted block text-sm">
            {[
              person.isSelf ? t.self : person.birthDate === null ? null : t.born(formatDay(person.birthDate)),
              person.schoolName,
            ]
              .filter((part) => part !== null)
              .join(" · ")}
          </span>
        </span>
        <ChevronRight aria-hidden size={20} className="text-muted shrink-0" />
      </AppLink>
      <div className="border-rule mt-3 flex flex-wrap gap-x-2 border-t pt-2">
        <AppLink to={`/ho-so-cua-toi/${person.entity}/${person.recordId}?phan=sua`} className={way}>
          <FilePen aria-hidden size={17} />
          {t.askCorrection}
        </AppLink>
        <AppLink to={`/ho-so-cua-toi/luot-xem?record=${person.recordId}`} className={way}>
          <Eye aria-hidden size={17} />
          {t.whoLooked}
        </AppLink>
      </div>
    </li>
  );
}
