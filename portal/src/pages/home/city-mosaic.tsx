import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { formatNumber } from "../../kit/number-text.tsx";
import { home } from "../../text/home.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { type CommuneShape, drawMosaic, mosaicWidth } from "./mosaic-shapes.ts";

interface Communes {
  readonly data: readonly {
    readonly id: string;
    readonly values: { readonly quality: number | null };
  }[];
}

/** Points of quality at which the colour deepens. */
const steps = [97, 98, 98.7, 99.3] as const;
const fills = [
  "fill-[color-mix(in_srgb,var(--sea)_18%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_34%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_50%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_68%,var(--raised))]",
  "fill-[color-mix(in_srgb,var(--sea)_86%,var(--raised))]",
] as const;

/** The city of 114 communes as a small drawing, each in the depth of its data's quality; the map has the detail. */
export default function CityMosaic() {
  const t = useText(home);
  const language = useLanguage();
  const shapes = useApi<{ readonly features: readonly CommuneShape[] }>("/api/v1/geo/communes");
  const communes = useApi<Communes>("/api/v1/open/communes");
  const mosaic = useMemo(() => drawMosaic(shapes.data?.features ?? []), [shapes.data]);
  const quality = new Map(communes.data?.data.map(({ id, values }) => [id, values.quality]));
  if (mosaic.pieces.length === 0) return null;
  return (
    <figure>
      <svg
        role="img"
        aria-label={t.mosaic}
        viewBox={`-2 -2 ${mosaicWidth + 4} ${mosaic.height + 4}`}
        className="h-auto w-full"
      >
        {mosaic.pieces.map(({ id, title, path }) => {
          const value = quality.get(id) ?? null;
          return (
            <path
              key={id}
              d={path}
              className={`stroke-page ${value === null ? "fill-[color-mix(in_srgb,var(--sea)_9%,var(--sunken))]" : fills[steps.filter((step) => value >= step).length]}`}
              strokeWidth={1.2}
              strokeLinejoin="round"
            >
              <title>{value === null ? title : t.mosaicPiece(title, formatNumber(value, language, 1))}</title>
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
      <figcaption className="text-muted mt-2 text-center text-xs">{t.mosaicNote}</figcaption>
    </figure>
  );
}
