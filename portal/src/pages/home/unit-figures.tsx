import { AppLink } from "../../app/app-link.tsx";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { Tile } from "../../kit/tile.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useFigures } from "../department/metric-data.ts";

const shown = ["learners", "classes", "staff", "verified.learner", "quality", "feeds.late"] as const;
const principles = [
  "accurate",
  "complete",
  "clean",
  "live",
  "consistent",
  "connected",
  "open",
  "safe",
] as const;
type FigureId = (typeof shown)[number];

/** Per cent and points have a decimal; people have none. */
const decimals: Partial<Record<FigureId, number>> = { "verified.learner": 1, quality: 1 };

/** Where bars begin: scores of data that is used daily lie close together near 100; a poor one asks for the whole scale. */
const barFrom = (scores: readonly number[]): number => (Math.min(...scores, 100) < 82 ? 0 : 80);

/** The unit in figures, and its data by the eight principles: what one would look up first thing in the morning. */
export function UnitFigures() {
  const t = useText(home);
  const language = useLanguage();
  const reading = useFigures("");
  return (
    <section aria-labelledby="figures">
      <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-4">
        <h2 id="figures" className="text-lg font-semibold">
          {t.figures}
        </h2>
        <AppLink to="/dieu-hanh" className="text-link text-sm">
          {t.allFigures}
        </AppLink>
      </div>
      <Reading reading={reading} lines={6}>
        {({ figures, asOf }) => {
          const values = new Map<string, number | null>(figures.map(({ id, value }) => [id, value]));
          const from = barFrom(principles.flatMap((one) => values.get(`quality.${one}`) ?? []));
          return (
            <>
              <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-2">
                {shown.map((id) => {
                  const value = values.get(id) ?? null;
                  const unit = id === "verified.learner" ? " %" : "";
                  return (
                    <Tile
                      key={id}
                      label={t.figureNames[id]}
                      value={
                        value === null ? "–" : `${formatNumber(value, language, decimals[id] ?? 0)}${unit}`
                      }
                      to={`/dieu-hanh?so=${id}`}
                    />
                  );
                })}
              </div>
              <h3 className="mt-6 mb-2 font-semibold">{t.principles}</h3>
              <ul className="space-y-2">
                {principles.map((one) => (
                  <Principle
                    key={one}
                    name={t.principleNames[one]}
                    score={values.get(`quality.${one}`)}
                    from={from}
                  />
                ))}
              </ul>
              <p className="text-muted mt-3 text-sm">
                {from === 0 ? null : `${t.barsFrom(formatNumber(from, language))} `}
                {asOf === null ? null : t.asOf(formatInstant(asOf))}
              </p>
            </>
          );
        }}
      </Reading>
    </section>
  );
}

interface PrincipleProps {
  readonly name: string;
  readonly score: number | null | undefined;
  /** Score at which the bar begins. */
  readonly from: number;
}

function Principle({ name, score, from }: PrincipleProps) {
  const language = useLanguage();
  const isKnown = score !== null && score !== undefined;
  const share = isKnown ? Math.max(2, ((score - from) / (100 - from)) * 100) : 0;
  return (
    <li className="grid grid-cols-[6.5rem_minmax(0,1fr)_3.25rem] items-center gap-3 text-sm">
      <span>{name}</span>
      <span aria-hidden className="bg-sunken h-2 overflow-hidden rounded-full">
        <span
          className={`block h-full rounded-full ${isKnown && score < 95 ? "bg-watch" : "bg-sea"}`}
          style={{ width: `${share}%` }}
        />
      </span>
      <span className="text-right font-medium">{isKnown ? formatNumber(score, language, 1) : "–"}</span>
    </li>
  );
}
