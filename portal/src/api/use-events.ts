import { useEffect, useState } from "react";

export type EventsState = "connecting" | "open" | "ended" | "lost";

/**
 * Follows a stream of server-sent events. Its first event is the state as it stands, so a page that was reloaded, or a
 * line that was lost, needs no history; the browser connects again by itself. `end` closes it.
 * @param path undefined while there is nothing to follow
 */
export function useEvents<T>(
  path: string | undefined,
  event = "state",
): { readonly latest: T | undefined; readonly state: EventsState } {
  const [latest, setLatest] = useState<T>();
  const [state, setState] = useState<EventsState>("connecting");
  useEffect(() => {
    if (path === undefined) return;
    setLatest(undefined);
    setState("connecting");
    const source = new EventSource(path);
    source.addEventListener("open", () => setState("open"));
    source.addEventListener(event, (message) => setLatest(JSON.parse(message.data) as T));
    source.addEventListener("end", () => {
      setState("ended");
      source.close();
    });
    // CLOSED means the server refused; otherwise the browser is already trying again.
    source.addEventListener("error", () =>
      setState(source.readyState === EventSource.CLOSED ? "lost" : "connecting"),
    );
    return () => source.close();
  }, [path, event]);
  return { latest, state };
}
