import "maplibre-gl/dist/maplibre-gl.css";
import "./map.css";
import {
  type ExpressionSpecification,
  type GeoJSONSource,
  Map as MapLibre,
  NavigationControl,
  setWorkerUrl,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import { useEffect, useRef, useState } from "react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";
import type { MapShape, MapViewProps } from "./map-view.tsx";
import { themeColour } from "./theme-colour.ts";
import { useScheme } from "./use-scheme.ts";

// A worker of our own address: the content policy knows no blob: workers.
setWorkerUrl(workerUrl);

/** One hue, told apart by lightness alone (ColorBrewer's Blues, for any colour vision). */
const scale = ["#dbe9f4", "#abcfe6", "#6aaed6", "#3787c0", "#105ba4"];

function colourOf(steps: readonly number[]): ExpressionSpecification {
  const stops = steps.slice(0, scale.length - 1).flatMap((edge, at) => [edge, scale[at + 1]]);
  const stepped = stops.length === 0 ? scale[2] : ["step", ["get", "value"], scale[0], ...stops];
  return [
    "case",
    ["==", ["get", "value"], null],
    "rgba(0,0,0,0)",
    stepped,
  ] as unknown as ExpressionSpecification;
}

const collection = (shapes: readonly MapShape[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features: shapes.map(({ id, name, value, geometry }) => ({
    type: "Feature",
    properties: { id, name, value },
    geometry,
  })),
});

/** The smallest box around all shapes: west, south, east, north. */
function boundsOf(shapes: readonly MapShape[]): [number, number, number, number] | undefined {
  const box: [number, number, number, number] = [180, 90, -180, -90];
  const take = (part: unknown): void => {
    if (!Array.isArray(part)) return;
    if (typeof part[0] !== "number" || typeof part[1] !== "number") {
      for (const one of part) take(one);
      return;
    }
    box[0] = Math.min(box[0], part[0]);
    box[1] = Math.min(box[1], part[1]);
    box[2] = Math.max(box[2], part[0]);
    box[3] = Math.max(box[3], part[1]);
  };
  for (const { geometry } of shapes) if ("coordinates" in geometry) take(geometry.coordinates);
  return box[0] > box[2] ? undefined : box;
}

/** The picture by MapLibre, or a sentence where the device can't draw one. */
export default function MapDrawing({
  label,
  shapes,
  steps,
  selected = "",
  onSelect,
  heightPx = 480,
}: MapViewProps) {
  const t = useText(kit);
  const scheme = useScheme();
  const place = useRef<HTMLDivElement>(null);
  const map = useRef<MapLibre>(null);
  const select = useRef(onSelect);
  select.current = onSelect;
  const [isUnable, setUnable] = useState(false);
  const [isReady, setReady] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new theme is a new map; shapes and steps follow below.
  useEffect(() => {
    if (place.current === null) return;
    let drawn: MapLibre;
    try {
      drawn = new MapLibre({
        container: place.current,
        attributionControl: false,
        locale: {
          "NavigationControl.ZoomIn": t.zoomIn,
          "NavigationControl.ZoomOut": t.zoomOut,
          // The canvas is the landmark; a box around it under the same name would be a second one.
          "Map.Title": label,
        },
        style: {
          version: 8,
          sources: { shapes: { type: "geojson", data: collection([]) } },
          layers: [
            { id: "paper", type: "background", paint: { "background-color": themeColour("--sunken") } },
            {
              id: "regions",
              type: "fill",
              source: "shapes",
              filter: ["==", ["geometry-type"], "Polygon"],
              paint: { "fill-color": colourOf(steps) },
            },
            {
              id: "borders",
              type: "line",
              source: "shapes",
              filter: ["==", ["geometry-type"], "Polygon"],
              paint: { "line-color": themeColour("--edge"), "line-width": 0.6 },
            },
            {
              id: "chosen",
              type: "line",
              source: "shapes",
              filter: ["==", ["get", "id"], selected],
              paint: { "line-color": themeColour("--flower"), "line-width": 3 },
            },
            {
              id: "places",
              type: "circle",
              source: "shapes",
              filter: ["==", ["geometry-type"], "Point"],
              paint: {
                "circle-radius": ["interpolate", ["linear"], ["zoom"], 8, 3, 14, 9],
                "circle-color": colourOf(steps),
                "circle-stroke-color": themeColour("--ink"),
                "circle-stroke-width": 1,
              },
            },
          ],
        },
      });
    } catch {
      // No WebGL: an old phone, a locked-down school computer.
      setUnable(true);
      return;
    }
    map.current = drawn;
    // A picture beside a map has no room for buttons and needs none.
    if (heightPx >= 200) drawn.addControl(new NavigationControl({ showCompass: false }), "top-right");
    drawn.on("load", () => setReady(true));
    for (const layer of ["regions", "places"]) {
      drawn.on("click", layer, ({ features }) => {
        const id: unknown = features?.[0]?.properties.id;
        if (typeof id === "string") select.current?.(id);
      });
    }
    return () => {
      setReady(false);
      map.current = null;
      drawn.remove();
    };
  }, [scheme, t]);

  useEffect(() => {
    if (!isReady) return;
    void map.current?.getSource<GeoJSONSource>("shapes")?.setData(collection(shapes));
    const bounds = boundsOf(shapes);
    if (bounds !== undefined) map.current?.fitBounds(bounds, { padding: 24, animate: false, maxZoom: 15 });
  }, [isReady, shapes]);
  useEffect(() => {
    if (!isReady) return;
    map.current?.setPaintProperty("regions", "fill-color", colourOf(steps));
    map.current?.setPaintProperty("places", "circle-color", colourOf(steps));
  }, [isReady, steps]);
  useEffect(() => {
    if (isReady) map.current?.setFilter("chosen", ["==", ["get", "id"], selected]);
  }, [isReady, selected]);

  if (isUnable) return <p className="bg-sunken text-muted rounded-xl p-6">{t.noWebGl}</p>;
  return (
    <div
      ref={place}
      className={`border-rule overflow-hidden rounded-xl border ${scheme === "dark" ? "dark-map" : ""}`}
      style={{ height: heightPx }}
    />
  );
}
