import { useSyncExternalStore } from "react";
import { usePreferences } from "../app/preferences.tsx";

const query = "(prefers-color-scheme: dark)";

/** The theme that is shown now, chosen here or by the device: for what is drawn and can't follow by styles. */
export function useScheme(): "light" | "dark" {
  const { theme } = usePreferences();
  const isDark = useSyncExternalStore(
    (onChange) => {
      const media = matchMedia(query);
      media.addEventListener("change", onChange);
      return () => media.removeEventListener("change", onChange);
    },
    () => matchMedia(query).matches,
  );
  if (theme !== "system") return theme;
  return isDark ? "dark" : "light";
}
