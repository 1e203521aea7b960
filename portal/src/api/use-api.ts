import {
  type InfiniteData,
  type QueryKey,
  type UseInfiniteQueryResult,
  type UseMutationResult,
  type UseQueryResult,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useMemo } from "react";
import { type ApiAnswer, type ApiOptions, type ApiQuery, callApi } from "./client.ts";
import type { ApiProblem } from "./problem.ts";

/** A page of a list, as every list of the API answers. */
export interface ListPage<Row> {
  readonly data: readonly Row[];
  readonly next: string | null;
  readonly count?: number;
}

interface ReadOptions {
  readonly query?: ApiQuery;
  /** False while something it needs is not known yet. */
  readonly enabled?: boolean;
  /** Milliseconds between readings of what moves by itself. */
  readonly refetchMs?: number;
}

/** Where a reading lies in the memory of this page; a change of `path` or what lies under it makes it stale. */
export const apiKey = (path: string, query?: ApiQuery): QueryKey => ["api", path, query ?? {}];

/** Reads an address. The tag for a later change stands beside the data. */
export function useApi<T>(path: string, options: ReadOptions = {}): UseQueryResult<T, ApiProblem> {
  const { query, enabled, refetchMs } = options;
  return useQuery<T, ApiProblem>({
    queryKey: apiKey(path, query),
    queryFn: async ({ signal }) => (await callApi<T>("GET", path, { query, signal })).data,
    ...(enabled === undefined ? {} : { enabled }),
    ...(refetchMs === undefined ? {} : { refetchInterval: refetchMs }),
  });
}

/** Reads a record together with its tag, for pages that change it. */
export function useTagged<T>(
  path: string,
  options: ReadOptions = {},
): UseQueryResult<ApiAnswer<T>, ApiProblem> {
  const { query, enabled } = options;
  return useQuery<ApiAnswer<T>, ApiProblem>({
    queryKey: [...apiKey(path, query), "tagged"],
    queryFn: ({ signal }) => callApi<T>("GET", path, { query, signal }),
    ...(enabled === undefined ? {} : { enabled }),
  });
}

export type ListReading<Row> = UseInfiniteQueryResult<InfiniteData<ListPage<Row>>, ApiProblem> & {
  /** All rows read so far, in order. */
  readonly rows: readonly Row[];
  /** Of the first page, when `count=` was asked for. */
  readonly count: number | undefined;
};

/** Reads a list page by page, by the API's cursors; `fetchNextPage` reads on. */
export function useList<Row>(path: string, options: ReadOptions = {}): ListReading<Row> {
  const { query, enabled } = options;
  const reading = useInfiniteQuery<
    ListPage<Row>,
    ApiProblem,
    InfiniteData<ListPage<Row>>,
    QueryKey,
    string | null
  >({
    queryKey: [...apiKey(path, query), "list"],
    initialPageParam: null,
    // `next` is the whole address of the next page.
    queryFn: async ({ pageParam, signal }) =>
      (
        await callApi<ListPage<Row>>(
          "GET",
          pageParam ?? path,
          pageParam === null ? { query, signal } : { signal },
        )
      ).data,
    getNextPageParam: (page) => page.next,
    ...(enabled === undefined ? {} : { enabled }),
  });
  const rows = useMemo(() => reading.data?.pages.flatMap((page) => page.data) ?? [], [reading.data]);
  return { ...reading, rows, count: reading.data?.pages[0]?.count };
}

interface ChangeRequest extends ApiOptions {
  readonly method: "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
}

/**
 * Changes something; what was read under `stale` is read anew. The caller makes the idempotency key with the deed, so
 * that a repeat after a lost answer is the same deed.
 */
export function useChange<T = unknown>(
  stale: readonly string[],
): UseMutationResult<ApiAnswer<T>, ApiProblem, ChangeRequest> {
  const memory = useQueryClient();
  return useMutation<ApiAnswer<T>, ApiProblem, ChangeRequest>({
    mutationFn: ({ method, path, ...options }) => callApi<T>(method, path, options),
    // Not waited for: what is read anew may take the asking part off the page, and TanStack Query then forgets what
    // that part wanted done after the deed (to leave the page, to say so).
    onSuccess: () => {
      void memory.invalidateQueries({
        predicate: ({ queryKey }) => stale.some((path) => String(queryKey[1]).startsWith(path)),
      });
    },
  });
}
