import { formatNumber } from "../../kit/number-text.tsx";
import { pairs } from "../../text/pairs.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type QueuedPair, strengthOf } from "./pair.ts";

/** What was compared, what came out, and how much that says: in words, with the bits for who wants them. */
export function EvidenceList({ pair }: { readonly pair: QueuedPair }) {
  const t = useText(pairs);
  const say = useSay();
  const language = useLanguage();
  if (pair.evidence.length === 0) return null;
  const most = Math.max(...pair.evidence.map(({ weight }) => Math.abs(weight)), 1);
  const bits = (weight: number): string =>
    `${weight < 0 ? "−" : "+"}${formatNumber(Math.abs(weight), language, 1)}`;
  return (
    <section className="mt-7">
      <h3 className="mb-1 text-base font-semibold">{t.evidence}</h3>
      <p className="text-muted mb-3 text-sm">{t.evidenceLead(bits(pair.weight))}</p>
      <ul className="space-y-2">
        {pair.evidence
          .toSorted((a, b) => b.weight - a.weight)
          .map(({ comparison, level, weight, title, levelTitle }) => (
            <li
              key={comparison}
              className="grid grid-cols-[minmax(0,1fr)_5.5rem] items-center gap-x-4 text-sm sm:grid-cols-[minmax(0,1fr)_9rem_5.5rem]"
            >
              <span className="min-w-0 break-words">
                {t.said(
                  title === undefined ? comparison : say(title),
                  levelTitle === undefined ? level : say(levelTitle),
                )}
              </span>
              <span aria-hidden className="bg-sunken hidden h-2 rounded-full sm:block">
                <span
                  className={`block h-full rounded-full ${weight < 0 ? "bg-act" : "bg-good"}`}
                  style={{ width: `${Math.max(3, (100 * Math.abs(weight)) / most)}%` }}
                />
              </span>
              <span className="text-right">
                <span className={`block font-medium ${weight < 0 ? "text-act" : "text-good"}`}>
                  {weight < 0 ? t.against[strengthOf(weight)] : t.for[strengthOf(weight)]}
                </span>
                <span className="text-muted block text-xs">{t.bits(bits(weight))}</span>
              </span>
            </li>
          ))}
      </ul>
    </section>
  );
}
