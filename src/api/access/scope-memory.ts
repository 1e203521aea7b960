import type { Principal } from "#src/access/principal.ts";
import { type Scope, scopeOf } from "#src/access/scope/reach.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import type { Pool } from "#src/platform/postgres/pool.ts";

/** How long a scope may be older than the record: a child that moves in is seen by the new class within it. */
const freshMs = 30_000;
/** Scopes kept; one is a few hundred ids at the most. */
const mostScopes = 5_000;

/**
 * The scopes of grants in use. Whether a grant holds is asked at every request; whom it reaches (the learners of a
 * teacher's classes) is remembered for half a minute.
 */
export class ScopeMemory {
  readonly #pool: Pool;
  readonly #clock: Clock;
  readonly #scopes = new Map<string, { readonly scope: Promise<Scope>; readonly untilMs: number }>();
  #year: { readonly day: string; readonly year: Promise<string> } | undefined;

  /** @param pool of the owner: the role that a scope makes may not look yet */
  constructor(pool: Pool, clock: Clock) {
    this.#pool = pool;
    this.#clock = clock;
  }

  get(principal: Principal): Promise<Scope> {
    const nowMs = this.#clock.now().getTime();
    const key = principal.grant.grantId;
    const known = this.#scopes.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.scope;
    const scope = this.schoolYear().then((schoolYear) =>
      scopeOf(this.#pool, principal, { schoolYear, day: localDay(this.#clock.now()) }),
    );
    this.#scopes.delete(key);
    this.#scopes.set(key, { scope, untilMs: nowMs + freshMs });
    // A failure is not remembered.
    scope.catch(() => this.#scopes.delete(key));
    const [oldest] = this.#scopes.keys();
    if (this.#scopes.size > mostScopes && oldest !== undefined) this.#scopes.delete(oldest);
    return scope;
  }

  /** The school year under way: in summer the one that ended last, whose classes teachers still have. */
  schoolYear(): Promise<string> {
    const day = localDay(this.#clock.now());
    if (this.#year?.day === day) return this.#year.year;
    const year = this.#pool
      .query<{ year: string }>(
        "select school_year as year from school_year order by (start_date <= $1::date) desc, abs($1::date - start_date) limit 1",
        [day],
      )
      .then(({ rows }) => rows[0]?.year ?? "");
    this.#year = { day, year };
    year.catch(() => {
      this.#year = undefined;
    });
    return year;
  }
}
