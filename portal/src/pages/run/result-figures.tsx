import { formatNumber } from "../../kit/number-text.tsx";
import { deliveries } from "../../text/deliveries.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import type { RowFigures } from "./delivery.ts";

const parts = [
  { key: "clean", colour: "bg-good" },
  { key: "unchanged", colour: "bg-edge" },
  { key: "toLook", colour: "bg-watch" },
  { key: "held", colour: "bg-act" },
] as const;

/** `812 dòng đọc, 790 vào hồ sơ, 14 cần xem, 8 bị giữ`: what became of the rows, in one sentence. */
export function useResultSentence(): (figures: RowFigures) => string {
  const t = useText(deliveries).rows;
  const language = useLanguage();
  return (figures) =>
    [
      t.read(formatNumber(figures.rowsIn, language)),
      ...parts
        .filter(({ key }) => key === "clean" || figures[key] > 0)
        .map(({ key }) => t[key](formatNumber(figures[key], language))),
    ].join(", ");
}

/** The same as a bar: the shares of the rows, with the words beside their colours. */
export function ResultFigures({ figures }: { readonly figures: RowFigures }) {
  const t = useText(deliveries);
  const language = useLanguage();
  const shown = parts.filter(({ key }) => figures[key] > 0);
  return (
    <div>
      <div aria-hidden className="bg-sunken flex h-3 overflow-hidden rounded-full">
        {shown.map(({ key, colour }) => (
          <span
            key={key}
            className={`${colour} block h-full min-w-1`}
            style={{ width: `${(100 * figures[key]) / Math.max(1, figures.rowsIn)}%` }}
          />
        ))}
      </div>
      <ul className="mt-4 grid gap-x-8 gap-y-3 sm:grid-cols-2 xl:grid-cols-4">
        {shown.map(({ key, colour }) => (
          <li key={key} className="flex gap-3">
            <span aria-hidden className={`${colour} mt-2 size-2.5 shrink-0 rounded-full`} />
            <div>
              <p className="font-medium">{t.rows[key](formatNumber(figures[key], language))}</p>
              <p className="text-muted text-sm">{t.meaning[key]}</p>
            </div>
          </li>
        ))}
      </ul>
    </div>
  );
}
