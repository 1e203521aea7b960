import { ChevronRight } from "lucide-react";
import { may, useCaller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { school as words } from "../../text/school.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { useFigures, useMetrics } from "../department/metric-data.ts";

/** Where the work that a number counts is done. */
const ways = [
  { id: "issues", path: "/viec-can-sua", needs: "quality.read" },
  { id: "cases", path: "/doi-soat", needs: "reconciliation.read" },
  { id: "reviews", path: "/viec-cho", needs: "review.decide" },
  { id: "corrections", path: "/de-nghi-sua", needs: "record.correct" },
  { id: "rows.held", path: "/luot", needs: "quality.read" },
] as const;

const registers = [
  ["/hoc-sinh", "learners"],
  ["/nhan-su", "staff"],
  ["/lop", "classes"],
] as const;

/** What waits at a school, and its registers; each leads to its list, of this school. */
export function OpenWork({ schoolId }: { readonly schoolId: string }) {
  const t = useText(words);
  const say = useSay();
  const language = useLanguage();
  const caller = useCaller();
  const { byId } = useMetrics();
  const reading = useFigures(`school:${schoolId}`);
  const own = caller.role?.unit.kind === "school";
  const of = (path: string): string => (own ? path : `${path}?truong=${encodeURIComponent(schoolId)}`);
  const way = (path: string, title: string, value: number | null | undefined) => (
    <li key={path}>
      <AppLink to={of(path)} className="hover:bg-sunken flex min-h-12 items-center gap-3 px-4 py-2">
        <span className="flex-1">{title}</span>
        <span className="font-semibold tabular-nums">
          {value === null || value === undefined ? "–" : formatNumber(value, language)}
        </span>
        <ChevronRight aria-hidden size={18} className="text-muted" />
      </AppLink>
    </li>
  );
  const list = "border-rule bg-raised divide-rule divide-y overflow-hidden rounded-xl border";
  return (
    <section aria-labelledby="open">
      <h2 id="open" className="mb-2 text-lg font-semibold">
        {t.open}
      </h2>
      <Reading reading={reading}>
        {({ figures }) => {
          const numberOf = (id: string) => figures.find((figure) => figure.id === id)?.value;
          const titleOf = (id: string): string => say(byId.get(id)?.title ?? { vi: id, en: id });
          const open = ways.filter(({ id, needs }) => (numberOf(id) ?? 0) > 0 && may(caller, needs));
          return (
            <>
              {open.length === 0 ? (
                <p className="text-muted">{t.nothingOpen}</p>
              ) : (
                <ul className={list}>{open.map(({ id, path }) => way(path, titleOf(id), numberOf(id)))}</ul>
              )}
              <h3 className="mt-6 mb-2 font-semibold">{t.registers}</h3>
              <ul className={list}>{registers.map(([path, id]) => way(path, titleOf(id), numberOf(id)))}</ul>
            </>
          );
        }}
      </Reading>
    </section>
  );
}
