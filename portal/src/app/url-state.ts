import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback, useMemo } from "react";

type State = Readonly<Record<string, string>>;

/**
 * State that lives in the address: filters, tabs, the chosen row. A value equal to its default is left out of the
 * address; `push` makes a step that "back" undoes (a tab), without it the address is replaced (typing).
 */
export function useUrlState<T extends State>(
  defaults: T,
): readonly [T, (change: Partial<T>, push?: boolean) => void] {
  const search = useSearch({ strict: false }) as State;
  const navigate = useNavigate();
  const key = JSON.stringify(defaults);
  const state = useMemo(() => {
    const known = JSON.parse(key) as T;
    const entries = Object.keys(known).map((name) => [name, search[name] ?? known[name]]);
    return Object.fromEntries(entries) as T;
  }, [search, key]);
  const change = useCallback(
    (changed: Partial<T>, push = false) => {
      const known = JSON.parse(key) as T;
      void navigate({
        to: ".",
        replace: !push,
        resetScroll: false,
        search: ((before: State) => {
          const next = { ...before, ...changed };
          return Object.fromEntries(Object.entries(next).filter(([name, value]) => value !== known[name]));
        }) as never,
      });
    },
    [navigate, key],
  );
  return [state, change];
}
