import { useMemo } from "react";
import { type MapShape, MapView } from "../../kit/map-view.tsx";
import { Reading } from "../../kit/states.tsx";
import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";
import { farIsland, useCommunes } from "../map/place-data.ts";
import type { Found } from "./find-schools.ts";

interface Props {
  readonly found: readonly Found[];
  /** Code of the commune asked for, "" for all. */
  readonly commune: string;
  readonly near: string;
  /** A commune or a school was pressed: from there the nearest. */
  readonly onNear: (id: string) => void;
}

const noSteps: readonly number[] = [];

/** The schools found as dots on the outlines; one commune alone when it is asked for. */
export function FinderMap({ found, commune, near, onNear }: Props) {
  const t = useText(publicWords);
  const outlines = useCommunes();
  const shapes = useMemo((): readonly MapShape[] => {
    const shown = (outlines.data?.features ?? []).filter(({ id }) =>
      commune === "" ? id !== farIsland : id === commune,
    );
    const dots = found.flatMap(({ id, title, longitude, latitude, communeCode }): readonly MapShape[] =>
      longitude === null || latitude === null || (commune === "" && communeCode === farIsland)
        ? []
        : [
            {
              id: `school:${id}`,
              name: title,
              value: 1,
              geometry: { type: "Point", coordinates: [longitude, latitude] },
            },
          ],
    );
    return [
      ...shown.map(({ id, properties, geometry }) => ({ id, name: properties.title, value: null, geometry })),
      ...dots,
    ];
  }, [outlines.data, found, commune]);
  return (
    <div className="order-1 min-w-0 lg:order-2" data-print="hide">
      <Reading reading={outlines} lines={6}>
        {({ approximate }) => (
          <>
            <MapView
              label={t.find.map}
              shapes={shapes}
              steps={noSteps}
              selected={near}
              onSelect={onNear}
              heightPx={320}
            />
            <p className="text-muted mt-2 text-sm">
              {t.find.mapHint} {approximate ? t.find.approximate : null}
            </p>
          </>
        )}
      </Reading>
    </div>
  );
}
