import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { formatNumber } from "../../kit/number-text.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type CommuneShape, drawMosaic, mosaicWidth } from "./mosaic-shapes.ts";

interface Communes {
  readonly data: readonly {
    readonly id: string;
    readonly values: Readonly<Record<string, number | null>>;
  }[];
}

interface Props {
  /** Everybody sees where schools are; how good a commune's data are is for who works with them. */
  readonly of: "schools" | "quality";
}

const sources = {
  schools: { path: "/api/v1/open/communes" },
  quality: {
    path: "/api/v1/metrics/parts",
    query: { unit: "city", by: "commune", metric: "quality" },
  },
} as const;

/** Points of quality at which the colour deepens. */
const qualitySteps: readonly number[] = [97, 98, 98.7, 99.3];
const fills = [
  "fill-[color-mix(in_srgb,var(--sea)_18%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_34%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_50%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_68%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_86%,var(--raised))]",
] as const;

/** The city of 114 communes as a small drawing, each in the depth of its number; the map has the detail. */
export default function CityMosaic({ of }: Props) {
  const t = useText(home);
  const language = useLanguage();
  const shapes = useApi<{ readonly features: readonly CommuneShape[] }>("/api/v1/geo/communes");
  const { path: source, ...options } = sources[of];
  const communes = useApi<Communes>(source, options);
  const mosaic = useMemo(() => drawMosaic(shapes.data?.features ?? []), [shapes.data]);
  const numbers = new Map(communes.data?.data.map(({ id, values }) => [id, values[of] ?? null]));
  const steps = of === "quality" ? qualitySteps : fifths([...numbers.values()]);
  const words = of === "quality" ? t.mosaicQuality : t.mosaicSchools;
  if (mosaic.pieces.length === 0) return null;
  return (
    <figure>
      <svg
        role="img"
        aria-label={words.label}
        viewBox={`-2 -2 ${mosaicWidth + 4} ${mosaic.height + 4}`}
        className="h-auto w-full"
      >
        {mosaic.pieces.map(({ id, title, path }) => {
          const value = numbers.get(id) ?? null;
          return (
            <path
              key={id}
              d={path}
              className={`stroke-page ${value === null ? "fill-[color-mix(in_srgb,var(--sea)_9%,var(--sunken))]" : fills[steps.filter((step) => value >= step).length]}`}
              strokeWidth={1.2}
              strokeLinejoin="round"
            >
              <title>
                {value === null
                  ? title
                  : words.piece(title, formatNumber(value, language, of === "quality" ? 1 : 0))}
              </title>
            </path>
          );
        })}
        {mosaic.inset === undefined ? null : (
          <rect
            x={mosaic.inset.x}
            y={mosaic.inset.y}
            width={mosaic.inset.size}
            height={mosaic.inset.size}
            rx={6}
            className="stroke-rule fill-none"
          />
        )}
      </svg>
      <figcaption className="text-muted mt-2 text-center text-xs">{words.note}</figcaption>
    </figure>
  );
}

/** Four numbers that cut the communes into fifths. */
function fifths(numbers: readonly (number | null)[]): readonly number[] {
  const sorted = numbers.filter((value) => value !== null).sort((a, b) => a - b);
  return [0.2, 0.4, 0.6, 0.8].map((part) => sorted[Math.floor(sorted.length * part)] ?? 0);
}
