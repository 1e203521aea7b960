import { useSuspenseQuery } from "@tanstack/react-query";
import type { Text } from "../text/language.ts";
import { callApi } from "./client.ts";
import type { Permission } from "./permission.ts";

export interface ActingRole {
  readonly grantId: string;
  readonly role: string;
  readonly title: Text;
  readonly unit: { readonly kind: string; readonly id?: string; readonly name?: string };
  readonly isActing: boolean;
}

/** Who looks at the page, as `GET /api/v1/portal/caller` says; a guest has no person. */
export interface Caller {
  readonly person: { readonly displayName: string } | null;
  readonly role: Omit<ActingRole, "isActing"> | null;
  /** Every role of theirs, to change between. */
  readonly roles: readonly ActingRole[];
  readonly permissions: readonly Permission[];
  /** The program runs with a sample city and sample accounts. */
  readonly isDemo: boolean;
}

export const callerPath = "/api/v1/portal/caller";

/** The caller; the shell waits for it, so every page has it at hand. */
export function useCaller(): Caller {
  const { data } = useSuspenseQuery({
    queryKey: ["api", callerPath],
    queryFn: async ({ signal }) => (await callApi<Caller>("GET", callerPath, { signal })).data,
    staleTime: 60_000,
    // Back from another tab, where they may have signed out or taken another role.
    refetchOnWindowFocus: true,
  });
  return data;
}

export const may = (caller: Caller, ...any: readonly Permission[]): boolean =>
  any.some((permission) => caller.permissions.includes(permission));
