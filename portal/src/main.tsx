import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PreferencesProvider } from "./app/preferences.tsx";
import { createQueryClient } from "./app/query-client.ts";
import { router } from "./app/router.tsx";
import "./styles/index.css";

// A newer build took away a file this page still wants: the page as it is now has its own.
window.addEventListener("vite:preloadError", (event) => {
  const last = Number(sessionStorage.getItem("hp-reloaded") ?? 0);
  if (Date.now() - last < 10_000) return;
  event.preventDefault();
  sessionStorage.setItem("hp-reloaded", String(Date.now()));
  location.reload();
});
if (import.meta.env.PROD && "serviceWorker" in navigator) {
  // After the page: what is kept for later must not take the line from what is wanted now.
  window.addEventListener(
    "load",
    () => void navigator.serviceWorker.register("/sw.js").catch(() => undefined),
  );
}

const place = document.getElementById("root");
if (place === null) throw new Error("index.html has the place");
createRoot(place).render(
  <StrictMode>
    <PreferencesProvider>
      <QueryClientProvider client={createQueryClient()}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </PreferencesProvider>
  </StrictMode>,
);
