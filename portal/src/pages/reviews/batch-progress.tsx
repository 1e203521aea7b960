import { formatNumber } from "../../kit/number-text.tsx";
import { pairs } from "../../text/pairs.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { ProgressBar } from "../run/progress-bar.tsx";

/** How far this sitting is. */
export function BatchProgress({ done, waiting }: { readonly done: number; readonly waiting: number }) {
  const t = useText(pairs);
  const language = useLanguage();
  return (
    <div className="bg-raised border-rule rounded-xl border p-4">
      <p className="mb-2 text-sm" role="status">
        <strong className="font-semibold">{t.doneNow(formatNumber(done, language))}</strong>
        {` · ${t.remaining(formatNumber(waiting, language))}`}
      </p>
      <ProgressBar label={t.batch} share={done + waiting === 0 ? 1 : done / (done + waiting)} />
    </div>
  );
}
