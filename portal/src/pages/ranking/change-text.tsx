import { ArrowDown, ArrowUp } from "lucide-react";
import { formatNumber } from "../../kit/number-text.tsx";
import { rankingWords } from "../../text/ranking.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

/** Points since a month ago, in words and with an arrow. */
export function ChangeText({ change }: { readonly change: number | null }) {
  const t = useText(rankingWords);
  const language = useLanguage();
  if (change === null) return <span className="text-muted text-sm">{t.unknown}</span>;
  if (change === 0) return <span className="text-muted text-sm">{t.same}</span>;
  const points = formatNumber(Math.abs(change), language, 1);
  const Arrow = change > 0 ? ArrowUp : ArrowDown;
  return (
    <span
      className={`inline-flex items-center gap-1 text-sm font-medium whitespace-nowrap ${change > 0 ? "text-good" : "text-act"}`}
    >
      <Arrow aria-hidden size={15} />
      {change > 0 ? t.rose(points) : t.fell(points)}
    </span>
  );
}
