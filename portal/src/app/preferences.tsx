import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";
import type { Language } from "../text/language.ts";

export type Theme = "system" | "light" | "dark";
/** How much stands on a screen: rows of tables with room around them, or close together. */
export type Density = "normal" | "compact";

interface Preferences {
  readonly language: Language;
  readonly theme: Theme;
  readonly density: Density;
  setLanguage(language: Language): void;
  setTheme(theme: Theme): void;
  setDensity(density: Density): void;
}

const PreferencesContext = createContext<Preferences | undefined>(undefined);

/** `?lang=` of a link wins over what this browser chose before: server pages hand the language on that way. */
function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? stored("hp-language");
  return asked === "en" ? "en" : "vi";
}

function firstTheme(): Theme {
  const chosen = stored("hp-theme");
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

const firstDensity = (): Density => (stored("hp-density") === "compact" ? "compact" : "normal");

/** What this browser keeps of choices. A browser that keeps nothing (private windows) is no failure. */
function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice holds until the page is closed.
  }
}

export function PreferencesProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState(firstLanguage);
  const [theme, setTheme] = useState(firstTheme);
  const [density, setDensity] = useState(firstDensity);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  useEffect(() => {
    document.documentElement.classList.toggle("dark", theme === "dark");
    document.documentElement.classList.toggle("light", theme === "light");
  }, [theme]);
  const value = useMemo(
    (): Preferences => ({
      language,
      theme,
      density,
      setLanguage: (next) => {
        store("hp-language", next);
        setLanguage(next);
      },
      setTheme: (next) => {
        store("hp-theme", next);
        setTheme(next);
      },
      setDensity: (next) => {
        store("hp-density", next);
        setDensity(next);
      },
    }),
    [language, theme, density],
  );
  return <PreferencesContext value={value}>{children}</PreferencesContext>;
}

export function usePreferences(): Preferences {
  const preferences = use(PreferencesContext);
  if (preferences === undefined) throw new Error("PreferencesProvider stands around every page");
  return preferences;
}
