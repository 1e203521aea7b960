import type { Caller } from "../api/caller.ts";
import { areas } from "./areas.ts";
import type { NavEntry, PageAccess } from "./route.ts";
import { serverWays } from "./server-ways.ts";

export function mayOpen(caller: Caller, access: PageAccess): boolean {
  if (access === "everybody") return true;
  if (access === "signedIn") return caller.person !== null;
  return access.some((permission) => caller.permissions.includes(permission));
}

export interface NavItem extends NavEntry {
  readonly path: string;
}

const groups = ["work", "me", "data", "city", "system"] as const;

/** What the caller may open, grouped, in order: one list for the side, the phone's bar and the palette. */
export function navigationOf(
  caller: Caller,
): readonly { readonly group: NavEntry["group"]; readonly items: readonly NavItem[] }[] {
  const ofPortal = areas
    .flatMap((area) => area.routes)
    .flatMap(({ path, access, nav }) => (nav === undefined ? [] : [{ ...nav, path, access }]));
  const items: readonly NavItem[] = [...ofPortal, ...serverWays]
    .filter(({ access, roles }) => mayOpen(caller, access) && hasRole(caller, roles))
    .sort((a, b) => a.order - b.order);
  return groups
    .map((group) => ({ group, items: items.filter((item) => item.group === group) }))
    .filter(({ items }) => items.length > 0);
}

const hasRole = (caller: Caller, roles: readonly string[] | undefined): boolean =>
  roles === undefined || (caller.role !== null && roles.includes(caller.role.role));
