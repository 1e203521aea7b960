import type { ReactNode } from "react";
import type { Permission } from "../api/permission.ts";
import type { Text } from "../text/language.ts";
import type { NavIcon } from "./nav-icon.ts";

/** Who may open a page: everybody, who has signed in, or who has one of these permissions (`GET /api/v1/portal/caller`). */
export type PageAccess = "everybody" | "signedIn" | readonly Permission[];

/** Records that have a page of their own. */
export type Shown = "learner" | "staffMember" | "school" | "commune" | "classSection";

/** Where an entry of the navigation stands. `phone` entries also stand in the bar at the bottom of a phone. */
export interface NavEntry {
  readonly icon: NavIcon;
  readonly title: Text;
  readonly group: "work" | "data" | "city" | "system" | "me";
  /** Small numbers first. */
  readonly order: number;
  readonly phone?: boolean;
  /** Shown to these roles only, though others may open the page. */
  readonly roles?: readonly string[];
}

/**
 * A page of the portal, as plain data: the server learns its paths from here, the navigation its entries, the tests
 * every address they look at. Files that declare routes hold no JSX, so Node reads them as they are.
 */
export interface PortalRoute {
  /** Vietnamese slug; `$name` is a parameter: `/truong/$schoolId`. */
  readonly path: `/${string}`;
  /** The page's own file, loaded when it is opened. */
  readonly page: () => Promise<{ readonly default: () => ReactNode }>;
  /** Title of the window and of the page before it has loaded. */
  readonly title: Text;
  readonly access: PageAccess;
  readonly nav?: NavEntry;
  /** What people type when they look for this page and don't know its title: both languages, one after the other. */
  readonly words?: string;
  /** This is the page of such a record; its one parameter is the record's key (record-path.ts). */
  readonly shows?: Shown;
  /** What the help drawer says here; without it the area's guide. */
  readonly help?: () => Promise<{ readonly default: () => ReactNode }>;
  /** Keys of this page alone, with what they do; the help lists them before those of everywhere. */
  readonly keys?: readonly (readonly [key: string, does: Text])[];
  /** What the page reads from the API before it can show anything: asked for along with its scripts, not after them. */
  readonly reads?: readonly `/api/v1/${string}`[];
  /** Addresses the tests open, in the test city (tests/portal): one for each path with a parameter. */
  readonly examples?: readonly `/${string}`[];
  /** The roles whose eyes the tests use; "guest" is one too. Without it a guest alone. */
  readonly testedAs?: string | readonly string[];
}

export interface Area {
  readonly id: string;
  readonly routes: readonly PortalRoute[];
}
