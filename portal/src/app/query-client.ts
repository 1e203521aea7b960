import { QueryCache, QueryClient } from "@tanstack/react-query";
import { callerPath } from "../api/caller.ts";
import { ApiProblem } from "../api/problem.ts";

/** Refusals that mean: who you are has changed. The caller is read anew, and the shell shows where to sign in. */
const whoChanged = new Set(["sign-in-needed", "role-needed", "step-up-needed"]);

export function createQueryClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof ApiProblem && whoChanged.has(error.code))
          void client.invalidateQueries({ queryKey: ["api", callerPath] });
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        refetchOnWindowFocus: false,
        // Once more for a weak line or a busy server; what the API refused stays refused.
        retry: (count, error) =>
          count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 500),
      },
    },
  });
  return client;
}
