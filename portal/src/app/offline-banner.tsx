import { useQueryClient } from "@tanstack/react-query";
import { WifiOff } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";

function listen(onChange: () => void): () => void {
  addEventListener("online", onChange);
  addEventListener("offline", onChange);
  return () => {
    removeEventListener("online", onChange);
    removeEventListener("offline", onChange);
  };
}

/** Says that the line is down; what is on the page stays, and is read anew when the line is back. */
export function OfflineBanner() {
  const t = useText(shell);
  const memory = useQueryClient();
  const isOnline = useSyncExternalStore(listen, () => navigator.onLine);
  useEffect(() => {
    const readAnew = (): void => void memory.invalidateQueries();
    addEventListener("online", readAnew);
    return () => removeEventListener("online", readAnew);
  }, [memory]);
  return (
    <div role="status" data-print="hide">
      {isOnline ? null : (
        <p className="bg-watch-soft text-watch flex items-center justify-center gap-2 px-4 py-2 text-sm font-medium">
          <WifiOff aria-hidden size={17} className="shrink-0" />
          {t.offlineBanner}
        </p>
      )}
    </div>
  );
}
