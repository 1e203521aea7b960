import { useApi } from "../../api/use-api.ts";
import { formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { Tile } from "../../kit/tile.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

interface Figures {
  readonly asOf: string | null;
  readonly ranks: { readonly before: number | null };
  readonly figures: readonly { readonly id: FigureId; readonly value: number | null }[];
}

const shown = ["learners", "classes", "staff", "verified.learner", "quality", "feeds.late"] as const;
type FigureId = (typeof shown)[number];

/** Per cent and points have a decimal; people have none. */
const decimals: Partial<Record<FigureId, number>> = { "verified.learner": 1, quality: 1 };

/** The unit in figures: what one would look up first thing in the morning. */
export function UnitFigures() {
  const t = useText(home);
  const language = useLanguage();
  const reading = useApi<Figures>("/api/v1/metrics/figures", {
    query: { metric: shown.join(",") },
    refetchMs: 60_000,
  });
  return (
    <section aria-labelledby="figures">
      <h2 id="figures" className="mb-3 text-lg font-semibold">
        {t.figures}
      </h2>
      <Reading reading={reading}>
        {({ figures, asOf }) => (
          <>
            <div className="grid grid-cols-2 gap-3 sm:grid-cols-3 xl:grid-cols-2">
              {shown.map((id) => {
                const value = figures.find((one) => one.id === id)?.value ?? null;
                const unit = id === "verified.learner" ? " %" : "";
                return (
                  <Tile
                    key={id}
                    label={t.figureNames[id]}
                    value={
                      value === null ? "–" : `${formatNumber(value, language, decimals[id] ?? 0)}${unit}`
                    }
                  />
                );
              })}
            </div>
            {asOf === null ? null : <p className="text-muted mt-2 text-sm">{t.asOf(formatInstant(asOf))}</p>}
          </>
        )}
      </Reading>
    </section>
  );
}
