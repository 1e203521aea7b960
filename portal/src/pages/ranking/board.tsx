import { useMemo } from "react";
import { AppLink } from "../../app/app-link.tsx";
import { useUrlState } from "../../app/url-state.ts";
import { DataTable } from "../../kit/data-table.tsx";
import { fold } from "../../kit/fold.ts";
import { formatNumber } from "../../kit/number-text.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { rankingWords } from "../../text/ranking.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type Part, unitPath, useParts } from "../department/metric-data.ts";
import { ChangeText } from "./change-text.tsx";
import { type Ranked, rankedOf, risenOf } from "./ranking-data.ts";

interface Props {
  readonly unit: string;
  readonly by: "commune" | "school";
}

const shownFirst = 3;

/** Communes or schools by score: the best, those who rose most, and everybody. */
export function Board({ unit, by }: Props) {
  const parts = useParts(unit, { by, metric: "quality,learners" });
  return (
    <Reading reading={parts} lines={10}>
      {({ data }) => <Ranking parts={data} by={by} />}
    </Reading>
  );
}

function Ranking({ parts, by }: { readonly parts: readonly Part[]; readonly by: Props["by"] }) {
  const t = useText(rankingWords);
  const language = useLanguage();
  const [{ q, cap }, setState] = useUrlState({ q: "", cap: "" });
  const isSchools = by === "school";
  const ranked = useMemo(
    () =>
      rankedOf(
        cap === "" ? parts : parts.filter(({ levels }) => levels?.includes(cap)),
        // Over all levels the place is the one among all schools.
        isSchools && cap !== "",
      ),
    [parts, cap, isSchools],
  );
  const rows = useMemo(() => ranked.filter(({ part }) => fold(part.title).includes(fold(q))), [ranked, q]);
  const columns: readonly Column<Ranked>[] = [
    {
      id: "place",
      title: t.place,
      width: "4.5rem",
      isNumber: true,
      cell: ({ place }) => (place === null ? "–" : formatNumber(place, language)),
    },
    {
      id: "title",
      title: t.unit,
      width: "minmax(12rem, 2fr)",
      isName: true,
      cell: ({ part }) => part.title,
    },
    ...(isSchools
      ? [
          {
            id: "in",
            title: t.level,
            width: "minmax(8rem, 1fr)",
            isWideOnly: true,
            cell: ({ part }: Ranked) =>
              part.levels?.map((level) => t.levels[level as keyof typeof t.levels] ?? level).join(", "),
          },
        ]
      : []),
    {
      id: "score",
      title: t.score,
      width: "6rem",
      isNumber: true,
      cell: ({ score }) => <span className="font-semibold">{formatNumber(score, language, 1)}</span>,
    },
    {
      id: "change",
      title: t.change,
      width: "minmax(9rem, 1fr)",
      isNumber: true,
      cell: ({ change }) => <ChangeText change={change} />,
    },
  ];
  if (ranked.length === 0 && cap === "") return <Empty title={t.noScores} />;
  return (
    <>
      <div className="mb-8 grid gap-x-12 gap-y-8 md:grid-cols-2">
        <Few title={t.best} ranked={ranked.slice(0, shownFirst)} />
        <Few title={t.risen} ranked={risenOf(ranked, shownFirst)} none={t.noRisen} />
      </div>
      <div className="mb-3 flex flex-wrap items-end gap-3" data-print="hide">
        <div className="w-full sm:w-72">
          <TextField
            label={t.find}
            type="search"
            value={q}
            onChange={(event) => setState({ q: event.target.value })}
          />
        </div>
        {isSchools ? (
          <div className="w-full sm:w-52">
            <Select
              label={t.level}
              value={cap}
              onChange={(level) => setState({ cap: level })}
              options={[
                { value: "", label: t.everyLevel },
                ...Object.entries(t.levels).map(([value, label]) => ({ value, label })),
              ]}
            />
          </div>
        ) : null}
      </div>
      <DataTable
        label={t.title}
        columns={columns}
        rows={rows}
        rowKey={({ part }) => part.unit}
        to={({ part }) => unitPath(part.unit)}
        total={rows.length}
        empty={<Empty title={t.none} />}
      />
    </>
  );
}

interface FewProps {
  readonly title: string;
  readonly ranked: readonly Ranked[];
  readonly none?: string;
}

/** Three that stand out. */
function Few({ title, ranked, none }: FewProps) {
  const language = useLanguage();
  return (
    <section className="min-w-0">
      <h2 className="mb-2 text-lg font-semibold">{title}</h2>
      {ranked.length === 0 ? <p className="text-muted">{none}</p> : null}
      <ol className="divide-rule divide-y">
        {ranked.map(({ part, score, change }) => (
          <li key={part.unit} className="flex items-center gap-4 py-2.5">
            <span className="w-16 text-2xl font-semibold tracking-tight tabular-nums">
              {formatNumber(score, language, 1)}
            </span>
            <span className="min-w-0 flex-1">
              <AppLink to={unitPath(part.unit)} className="text-link block font-medium">
                {part.title}
              </AppLink>
              <ChangeText change={change} />
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
