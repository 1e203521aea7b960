import type { RoleId } from "./roles/roles.ts";

/** Where a grant holds. `learner`, `guardian` and `staff` name a record: the person themselves. */
export type UnitKind = "city" | "commune" | "school" | "class" | "learner" | "guardian" | "staff" | "none";

export interface Unit {
  readonly kind: UnitKind;
  /**
   * commune: its code; school: its id; class: `school/year/class`; learner, guardian, staff: the record's id.
   * Absent for `city` and `none`.
   */
  readonly id?: string;
}

/** A person's role in one unit for a time (`access.grant`). One acts in one grant at a time, and the audit names it. */
export interface Grant {
  readonly grantId: string;
  readonly role: RoleId;
  readonly unit: Unit;
  /** ISO times; without `to` it holds until it is revoked. */
  readonly from: string;
  readonly to?: string;
}

/** Who asks: an account and the grant it acts in. */
export interface Principal {
  readonly accountId: string;
  readonly displayName: string;
  readonly sessionId?: string;
  readonly clientId?: string;
  /** HMAC of the citizen number (key "person"), where the account is bound to a person. */
  readonly personKey?: string;
  readonly grant: Grant;
}
