import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { DateText, NumberText } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { metricWords } from "../../text/metrics.ts";
import { useText } from "../../text/use-text.ts";

export interface Source {
  readonly sourceSystem: string;
  readonly title: string;
  readonly feeds: number;
  readonly schools: number;
  readonly late: number;
  readonly rows: number;
  readonly newest: string | null;
}

export const useSources = () => useApi<{ readonly data: readonly Source[] }>("/api/v1/metrics/sources");

/** How each source system delivers; the most overdue first. */
export function SourceTable() {
  const t = useText(metricWords);
  const sources = useSources();
  const head = t.sourceColumns;
  return (
    <Reading reading={sources}>
      {({ data }) =>
        data.length === 0 ? (
          <p className="text-muted">{t.noParts}</p>
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
          <section aria-label={t.sources} tabIndex={0} className="overflow-x-auto">
            <table className="w-full text-sm">
              <thead>
                <tr className="text-muted border-rule border-b text-left">
                  <th className="py-2 pr-3 font-medium">{head.source}</th>
                  <th className="py-2 pr-3 text-right font-medium">{head.feeds}</th>
                  <th className="py-2 pr-3 text-right font-medium">{head.schools}</th>
                  <th className="py-2 pr-3 text-right font-medium">{head.late}</th>
                  <th className="py-2 text-right font-medium">{head.newest}</th>
                </tr>
              </thead>
              <tbody>
                {data.map((source) => (
                  <tr key={source.sourceSystem} className="border-rule border-b last:border-0">
                    <th scope="row" className="py-2.5 pr-3 text-left font-normal">
                      {source.title}
                    </th>
                    <td className="py-2.5 pr-3 text-right tabular-nums">
                      <NumberText value={source.feeds} />
                    </td>
                    <td className="py-2.5 pr-3 text-right tabular-nums">
                      <NumberText value={source.schools} />
                    </td>
                    <td className="py-2.5 pr-3 text-right tabular-nums">
                      {source.late === 0 ? (
                        <NumberText value={0} />
                      ) : (
                        <Badge tone="act">
                          <NumberText value={source.late} />
                        </Badge>
                      )}
                    </td>
                    <td className="py-2.5 text-right">
                      <DateText value={source.newest} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )
      }
    </Reading>
  );
}
