import { useSyncExternalStore } from "react";

/** Whether there is room for a desk's forms: tables instead of cards, pictures beside words. */
export const useIsWide = (query = "(min-width: 768px)"): boolean =>
  useSyncExternalStore(
    (onChange) => {
      const list = matchMedia(query);
      list.addEventListener("change", onChange);
      return () => list.removeEventListener("change", onChange);
    },
    () => matchMedia(query).matches,
  );
