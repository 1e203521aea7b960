import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { PreferencesProvider } from "./app/preferences.tsx";
import { createQueryClient } from "./app/query-client.ts";
import { router } from "./app/router.tsx";
import "./styles/index.css";

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
