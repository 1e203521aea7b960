import { Link2 } from "lucide-react";
import { AppLink } from "../../app/app-link.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { type Figure, type Figures, type Metric, metricDecimals, metricSuffix } from "./metric-data.ts";

interface Props {
  readonly metric: Metric;
  readonly figure: Figure | undefined;
  readonly of: Figures;
  readonly onClose: () => void;
}

/** What a number is: how it came about, on what ground, what it is made of, and the way to its rows. */
export function FigureDrawer({ metric, figure, of, onClose }: Props) {
  const t = useText(metricWords);
  const say = useSay();
  const language = useLanguage();
  const value = figure?.value;
  const tag = t.tags[metric.basis.tag as keyof typeof t.tags];
  const parts = Object.entries(figure?.parts ?? {});
  return (
    <Drawer title={say(metric.title)} onClose={onClose}>
      <p className="text-muted text-sm">{of.title}</p>
      <p className="mt-1 text-4xl font-semibold tracking-tight">
        {value === null || value === undefined
          ? t.noNumber
          : `${formatNumber(value, language, metricDecimals(metric))}${metricSuffix(metric)}`}
      </p>
      {metric.absent === undefined ? (
        value === null || value === undefined ? (
          <p className="mt-2">{t.noParts}</p>
        ) : null
      ) : (
        <p className="mt-2">{say(metric.absent)}</p>
      )}
      <dl className="mt-6 space-y-5">
        <Item name={t.formula}>{say(metric.formula)}</Item>
        <Item name={t.basis}>
          {say(metric.basis.text)}
          <span className="text-muted block text-sm">
            {[
              metric.rule === undefined || metric.rule === null
                ? undefined
                : `${say(metric.rule.title)}, ${t.inForce(formatDay(metric.rule.effectiveFrom))}`,
              tag,
            ]
              .filter(Boolean)
              .join("; ")}
          </span>
        </Item>
        {metric.target === undefined ? null : (
          <Item name={t.target}>
            {`${say(metric.target.title)}: ${formatNumber(metric.target.value, language, Number.isInteger(metric.target.value) ? 0 : 1)}${metricSuffix(metric)}`}
          </Item>
        )}
        {parts.length < 2 ? null : (
          <Item name={t.parts}>
            <ul>
              {parts.map(([name, number]) => (
                <li key={name} className="flex justify-between gap-4">
                  <code className="text-muted text-sm">{name}</code>
                  <span className="tabular-nums">
                    {formatNumber(number, language, Number.isInteger(number) ? 0 : 2)}
                  </span>
                </li>
              ))}
            </ul>
          </Item>
        )}
        {of.asOf === null ? null : (
          <Item name={t.counted}>{t.fresh(formatInstant(of.asOf), String(of.runSeq))}</Item>
        )}
        <Item name={t.rows}>
          {figure?.rows === undefined ? (
            t.rowsByPart
          ) : (
            <AppLink
              to={`/dieu-hanh/dong?unit=${encodeURIComponent(of.unit)}&metric=${encodeURIComponent(metric.id)}`}
              className="text-link inline-flex items-center gap-1.5"
            >
              <Link2 aria-hidden size={16} />
              {t.rowsOpen}
            </AppLink>
          )}
        </Item>
        <Item name={t.byPart}>
          <AppLink to={`/ban-do?metric=${encodeURIComponent(metric.id)}`} className="text-link">
            {t.onMap}
          </AppLink>
        </Item>
      </dl>
    </Drawer>
  );
}

function Item({ name, children }: { readonly name: string; readonly children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="mt-0.5">{children}</dd>
    </div>
  );
}
