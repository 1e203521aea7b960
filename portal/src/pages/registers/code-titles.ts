import { useQueries } from "@tanstack/react-query";
import { useMemo } from "react";
import { callApi } from "../../api/client.ts";
import { apiKey } from "../../api/use-api.ts";
import type { Text } from "../../text/language.ts";

interface CodeSet {
  readonly id: string;
  readonly entries: readonly { readonly code: string; readonly title: Text }[];
}

export type TitleOf = (codeSet: string | null | undefined, code: unknown) => Text | undefined;

/** Titles of codes by their sets; sets are read once and kept, they change with the program alone. */
export function useCodeTitles(codeSets: readonly (string | null | undefined)[]): TitleOf {
  const ids = [...new Set(codeSets.filter((id): id is string => typeof id === "string"))].toSorted();
  const sets = useQueries({
    queries: ids.map((id) => {
      const path = `/api/v1/dictionary/code-sets/${id}`;
      return {
        queryKey: apiKey(path),
        queryFn: async () => (await callApi<CodeSet>("GET", path)).data,
        staleTime: Number.POSITIVE_INFINITY,
      };
    }),
    combine: (found) => found.map(({ data }) => data),
  });
  return useMemo(() => {
    const bySet = new Map(
      sets.flatMap((set) =>
        set === undefined ? [] : [[set.id, new Map(set.entries.map(({ code, title }) => [code, title]))]],
      ),
    );
    return (codeSet, code) =>
      typeof codeSet === "string" ? bySet.get(codeSet)?.get(String(code)) : undefined;
  }, [sets]);
}
