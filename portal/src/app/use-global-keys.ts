import { useEffect, useRef } from "react";

interface Keys {
  readonly onHelp: () => void;
  readonly onSearch: () => void;
}

/** Ctrl/⌘ K anywhere; `?` where nobody is typing. */
export function useGlobalKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
        event.preventDefault();
        latest.current.onSearch();
      } else if (event.key === "?" && !isTyping(event.target)) {
        event.preventDefault();
        latest.current.onHelp();
      }
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName));
