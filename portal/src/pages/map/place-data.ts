import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";

interface CommuneFeature {
  readonly id: string;
  readonly properties: {
    readonly code: string;
    readonly title: string;
    readonly areaKm2: number;
    readonly centre: readonly [number, number];
  };
  readonly geometry: GeoJSON.Geometry;
}

export interface Communes {
  readonly approximate: boolean;
  readonly source: string | null;
  readonly features: readonly CommuneFeature[];
}

interface SchoolFeature {
  readonly id: string;
  readonly properties: {
    readonly id: string;
    readonly title: string;
    readonly levels: readonly string[];
    readonly communeCode: string | null;
  };
  readonly geometry: GeoJSON.Geometry;
}

export interface Schools {
  readonly features: readonly SchoolFeature[];
  readonly withoutPlace: readonly {
    readonly id: string;
    readonly title: string;
    readonly communeCode: string | null;
  }[];
}

export const useCommunes = () => useApi<Communes>("/api/v1/geo/communes");
export const useSchools = (enabled: boolean) => useApi<Schools>("/api/v1/geo/schools", { enabled });

/** Far out at sea: on the main map it would make the mainland small. */
export const farIsland = "11948";

/**
 * Edges of five steps with about equally many units each; equal values share a step.
 * @returns upper edges of the first four steps, ascending and different
 */
export function quantileSteps(values: readonly (number | null | undefined)[]): readonly number[] {
  const sorted = values
    .filter((value): value is number => value !== null && value !== undefined)
    .sort((a, b) => a - b);
  if (sorted.length === 0) return [];
  const edges = [0.2, 0.4, 0.6, 0.8].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0,
  );
  return [...new Set(edges)].filter((edge) => edge > (sorted[0] ?? 0));
}

export const useSteps = (values: readonly (number | null | undefined)[]): readonly number[] =>
  useMemo(() => quantileSteps(values), [values]);
