import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { useEvents } from "../../api/use-events.ts";
import type { Text } from "../../text/language.ts";

export interface Metric {
  readonly id: string;
  readonly title: Text;
  readonly group: string;
  readonly unit: string;
  readonly formula: Text;
  readonly basis: { readonly text: Text; readonly tag: string; readonly ruleId?: string };
  readonly rule?: {
    readonly title: Text;
    readonly legalBasis: string;
    readonly effectiveFrom: string;
  } | null;
  readonly better: "more" | "less" | "none";
  readonly target?: { readonly value: number; readonly title: Text };
  readonly depth: string;
  readonly absent?: Text;
}

export interface Figure {
  readonly id: string;
  readonly value: number | null;
  readonly parts: Readonly<Record<string, number>>;
  readonly standing?: "good" | "watch" | "act";
  /** The rows behind it, as an address of the API. */
  readonly rows?: string;
}

export interface Place {
  readonly place: number;
  readonly of: number;
}

export interface Figures {
  readonly unit: string;
  readonly title: string;
  readonly way: readonly { readonly unit: string; readonly title: string }[];
  readonly version: number;
  readonly asOf: string | null;
  readonly runSeq: number;
  readonly schoolYear: string;
  readonly ranks: {
    readonly all: Place | null;
    readonly peers: Place | null;
    readonly before: number | null;
  };
  readonly figures: readonly Figure[];
}

/** A commune, school or class inside a unit. */
export interface Part {
  readonly unit: string;
  readonly id: string;
  readonly title: string;
  readonly values: Readonly<Record<string, number | null>>;
  readonly rank?: number | null;
  readonly peerRank?: number | null;
  readonly qualityBefore?: number | null;
  readonly levels?: readonly string[];
  readonly communeCode?: string | null;
  readonly communeTitle?: string | null;
  readonly gradeLevel?: string | null;
  readonly cap?: number | null;
}

export interface Parts {
  readonly by: "commune" | "school" | "class";
  readonly data: readonly Part[];
}

interface RankingPolicy {
  readonly smallestUnit: number;
  readonly smallestField: number;
}

/** All metrics by id, as the server declares them. */
export function useMetrics(): {
  readonly groups: Readonly<Record<string, Text>>;
  readonly byId: ReadonlyMap<string, Metric>;
  readonly all: readonly Metric[];
  /** Who is given a place; undefined until it is read. */
  readonly ranking: RankingPolicy | undefined;
} {
  const { data } = useApi<{
    groups: Record<string, Text>;
    ranking: RankingPolicy;
    metrics: readonly Metric[];
  }>("/api/v1/metrics");
  return useMemo(
    () => ({
      groups: data?.groups ?? {},
      ranking: data?.ranking,
      all: data?.metrics ?? [],
      byId: new Map(data?.metrics.map((metric) => [metric.id, metric])),
    }),
    [data],
  );
}

/** @param unit `city`, `commune:11948`, `school:…`; empty for the caller's own */
export const useFigures = (unit: string) =>
  useApi<Figures>("/api/v1/metrics/figures", unit === "" ? {} : { query: { unit } });

export function useParts(
  unit: string,
  options: { readonly by?: string; readonly metric?: string; readonly enabled?: boolean } = {},
) {
  const { by, metric, enabled } = options;
  return useApi<Parts>("/api/v1/metrics/parts", {
    query: {
      ...(unit === "" ? {} : { unit }),
      ...(by === undefined ? {} : { by }),
      ...(metric === undefined ? {} : { metric }),
    },
    ...(enabled === undefined ? {} : { enabled }),
  });
}

/** Reads figures anew as soon as the server says that they moved. */
export function useLiveFigures(): { readonly isLive: boolean } {
  const memory = useQueryClient();
  const { latest, state } = useEvents<{ version: number }>("/api/v1/metrics/watch", "figures");
  const version = latest?.version;
  useEffect(() => {
    if (version === undefined) return;
    void memory.invalidateQueries({
      predicate: ({ queryKey }) =>
        String(queryKey[1]).startsWith("/api/v1/metrics/") || String(queryKey[1]).startsWith("/api/v1/open/"),
    });
  }, [version, memory]);
  return { isLive: state === "open" };
}

/** Where a unit's numbers stand. */
export const unitPath = (unit: string): string =>
  unit === "city" ? "/dieu-hanh" : `/dieu-hanh?unit=${encodeURIComponent(unit)}`;

const decimalsOf: Readonly<Record<string, number>> = { share: 1, score: 1, ratio: 1 };
export const metricDecimals = (metric: Metric | undefined): number => decimalsOf[metric?.unit ?? ""] ?? 0;
export const metricSuffix = (metric: Metric | undefined): string => (metric?.unit === "share" ? " %" : "");
