import { Phone } from "lucide-react";
import { useApi } from "../../api/use-api.ts";
import { Drawer } from "../../kit/drawer.tsx";
import { Reading } from "../../kit/states.tsx";
import { teacher } from "../../text/teacher.ts";
import { useText } from "../../text/use-text.ts";
import type { ClassLearner } from "./class-groups.ts";

interface Rows<Row> {
  readonly data: readonly Row[];
}

interface Year {
  readonly schoolYear: string;
  readonly className?: string | null;
}

interface Relation {
  readonly guardianId: string;
}

interface Guardian {
  readonly guardianId: string;
  readonly fullName?: string | null;
  readonly phone?: string | null;
}

/** What a teacher may know of a learner of their class: the years, and how to reach the family. */
export function LearnerDrawer({
  learner,
  onClose,
}: {
  readonly learner: ClassLearner;
  readonly onClose: () => void;
}) {
  const t = useText(teacher);
  const query = { learnerId: learner.learnerId };
  const years = useApi<Rows<Year>>("/api/v1/enrolments", { query });
  const relations = useApi<Rows<Relation>>("/api/v1/learner-guardians", { query });
  return (
    <Drawer title={learner.fullName ?? ""} onClose={onClose}>
      <h3 className="mb-2 font-semibold">{t.guardians}</h3>
      <Reading reading={relations}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t.noGuardians}</p>
          ) : (
            <Guardians ids={[...new Set(data.map(({ guardianId }) => guardianId))]} />
          )
        }
      </Reading>
      <h3 className="mt-6 mb-2 font-semibold">{t.years}</h3>
      <Reading reading={years}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t.noYears}</p>
          ) : (
            <ul className="space-y-1">
              {[...data]
                .sort((a, b) => b.schoolYear.localeCompare(a.schoolYear))
                .map(({ schoolYear, className }) => (
                  <li key={`${schoolYear} ${className ?? ""}`}>
                    {className === null || className === undefined
                      ? schoolYear
                      : `${schoolYear}: ${t.className(className)}`}
                  </li>
                ))}
            </ul>
          )
        }
      </Reading>
      <p className="text-muted mt-6 text-sm">{t.recorded}</p>
    </Drawer>
  );
}

function Guardians({ ids }: { readonly ids: readonly string[] }) {
  const t = useText(teacher);
  const reading = useApi<Rows<Guardian>>("/api/v1/guardians", {
    query: { "guardianId.in": ids.join(","), fields: "guardianId,fullName,phone" },
  });
  return (
    <Reading reading={reading}>
      {({ data }) => (
        <ul className="space-y-2">
          {data.map(({ guardianId, fullName, phone }) => (
            <li key={guardianId} className="flex flex-wrap items-center justify-between gap-x-4">
              <span>{fullName}</span>
              {phone === null || phone === undefined ? null : (
                <a href={`tel:${phone}`} className="text-link inline-flex min-h-11 items-center gap-2">
                  <Phone aria-hidden size={17} />
                  {t.call(phone)}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
    </Reading>
  );
}
