import { useMemo } from "react";
import { type MapShape, MapView } from "../../kit/map-view.tsx";
import { Reading } from "../../kit/states.tsx";
import { mapWords } from "../../text/map.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { type Metric, useParts } from "../department/metric-data.ts";
import { MapLegend } from "./map-legend.tsx";
import { farIsland, useCommunes, useSteps } from "./place-data.ts";

interface Props {
  readonly metric: Metric | undefined;
  readonly heightPx: number;
  readonly selected?: string;
  readonly onSelect?: (communeCode: string) => void;
  /** Places on top of the communes. */
  readonly dots?: readonly MapShape[];
  readonly isWall?: boolean;
}

/** All communes coloured by one metric, the far island in a frame of its own. */
export function CommuneMap({
  metric,
  heightPx,
  selected = "",
  onSelect,
  dots = none,
  isWall = false,
}: Props) {
  const t = useText(mapWords);
  const say = useSay();
  const outlines = useCommunes();
  const parts = useParts("city", { by: "commune", metric: metric?.id ?? "", enabled: metric !== undefined });
  const [main, island, values] = useMemo(() => {
    const byId = new Map(parts.data?.data.map((part) => [part.id, part.values[metric?.id ?? ""] ?? null]));
    const shapes = (outlines.data?.features ?? []).map(
      ({ id, properties, geometry }): MapShape => ({
        id,
        name: properties.title,
        value: byId.get(id) ?? null,
        geometry,
      }),
    );
    return [
      [...shapes.filter(({ id }) => id !== farIsland), ...dots],
      shapes.filter(({ id }) => id === farIsland),
      [...byId.values()],
    ] as const;
  }, [outlines.data, parts.data, metric?.id, dots]);
  const steps = useSteps(values);
  const choose = onSelect === undefined ? {} : { onSelect };
  return (
    <Reading reading={outlines} lines={8}>
      {({ approximate, source }) => (
        <div className="min-w-0">
          <div className="relative">
            <MapView
              label={metric === undefined ? t.title : t.of(say(metric.title))}
              shapes={main}
              steps={steps}
              selected={selected}
              heightPx={heightPx}
              {...choose}
            />
            <figure className="bg-raised border-rule absolute bottom-3 left-3 w-28 rounded-lg border p-1">
              <MapView
                label={t.island}
                shapes={island}
                steps={steps}
                selected={selected}
                heightPx={72}
                {...choose}
              />
              <figcaption className="text-muted px-1 text-xs">{t.island}</figcaption>
            </figure>
          </div>
          <div className="mt-2 flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
            <MapLegend steps={steps} metric={metric} isBig={isWall} />
            <p className="text-muted text-sm">{approximate ? t.approximate : t.source(source ?? "")}</p>
          </div>
        </div>
      )}
    </Reading>
  );
}

const none: readonly MapShape[] = [];
