import { useCaller } from "../../api/caller.ts";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { rankingWords } from "../../text/ranking.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useFigures, useLiveFigures, useMetrics } from "../department/metric-data.ts";
import { Board } from "./board.tsx";
import { ChangeText } from "./change-text.tsx";
import { rankedOf } from "./ranking-data.ts";

/** `/diem-sang`: who keeps good data, as far as the caller's scope reaches. */
export default function RankingPage() {
  const t = useText(rankingWords);
  const language = useLanguage();
  const { role } = useCaller();
  const figures = useFigures("");
  const { ranking } = useMetrics();
  const [{ xem }, setState] = useUrlState({ xem: "xa" });
  useLiveFigures();
  const kind = role?.unit.kind;
  const asOf = figures.data?.asOf;
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      {kind === "school" ? (
        <OwnPlace />
      ) : kind === "commune" ? (
        <Board key="own" unit="" by="school" />
      ) : (
        <Tabs
          label={t.views}
          value={xem}
          onChange={(id) => setState({ xem: id, q: "", cap: "" } as { xem: string }, true)}
          tabs={[
            { id: "xa", title: t.communes, content: <Board unit="city" by="commune" /> },
            { id: "truong", title: t.schools, content: <Board unit="city" by="school" /> },
          ]}
        />
      )}
      <p className="text-muted mt-8 max-w-[68ch] text-sm">
        {asOf === null || asOf === undefined ? null : `${t.fresh(formatInstant(asOf))} `}
        {ranking === undefined
          ? null
          : t.policy(
              formatNumber(ranking.smallestUnit, language),
              formatNumber(ranking.smallestField, language),
            )}
      </p>
    </>
  );
}

/** A school's own score and place; others' are not its to know. */
function OwnPlace() {
  const t = useText(rankingWords);
  const language = useLanguage();
  const reading = useFigures("");
  return (
    <Reading reading={reading} lines={5}>
      {({ title, unit, figures, ranks }) => {
        const [own] = rankedOf(
          [
            {
              unit,
              id: unit,
              title,
              values: { quality: figures.find(({ id }) => id === "quality")?.value ?? null },
              qualityBefore: ranks.before,
              peerRank: ranks.peers?.place ?? null,
            },
          ],
          true,
        );
        if (own === undefined) return <Empty title={t.noScores} />;
        return (
          <section className="border-rule border-y py-6">
            <h2 className="text-muted">{title}</h2>
            <p className="mt-1 flex flex-wrap items-baseline gap-x-4 gap-y-1">
              <span className="text-5xl font-semibold tracking-tight tabular-nums">
                {formatNumber(own.score, language, 1)}
              </span>
              <ChangeText change={own.change} />
            </p>
            <p className="mt-2 text-lg font-semibold">
              {ranks.peers === null
                ? t.ownNoPlace
                : t.ownPlace(
                    formatNumber(ranks.peers.place, language),
                    formatNumber(ranks.peers.of, language),
                  )}
            </p>
            <p className="text-muted mt-1 mb-4 text-sm">{t.ownWhy}</p>
            <Button href="/diem-du-lieu">{t.openScore}</Button>
          </section>
        );
      }}
    </Reading>
  );
}
