import { lazy, Suspense } from "react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";

/** A region to be filled, or a place to be dotted; `id` is what is given back when it is pressed. */
export interface MapShape {
  readonly id: string;
  readonly name: string;
  /** Decides the colour; null is "no figure", drawn hatched by an empty fill. */
  readonly value: number | null;
  readonly geometry: GeoJSON.Geometry;
}

export interface MapViewProps {
  readonly label: string;
  readonly shapes: readonly MapShape[];
  /** Upper edges of the steps of the scale, ascending; a value above the last takes the last colour. */
  readonly steps: readonly number[];
  readonly selected?: string;
  readonly onSelect?: (id: string) => void;
  readonly heightPx?: number;
}

const Drawing = lazy(() => import("./map-drawing.tsx"));

/**
 * A map of our own shapes, without tiles of anybody. What it shows must stand in a list or table beside it too: a map
 * is nothing to who can't see it.
 */
export function MapView(props: MapViewProps) {
  const t = useText(kit);
  return (
    <Suspense
      fallback={
        <div
          role="status"
          data-loading
          aria-label={t.loading}
          className="bg-sunken animate-pulse rounded-xl"
          style={{ height: props.heightPx ?? 480 }}
        />
      }
    >
      <Drawing {...props} />
    </Suspense>
  );
}
