import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

/** What nearly every page has, and what a home has besides: small files each, that together cost one way there and back. */
const lightParts = new RegExp(
  [
    String.raw`portal[\\/]src[\\/](api|kit)[\\/](use-api|use-events|use-is-wide|page-header|breadcrumbs|tile|badge|card|states|number-text|text-field|select|fold)\.tsx?$`,
    String.raw`portal[\\/]src[\\/](pages[\\/](home[\\/]own-people|department[\\/]metric-data)|text[\\/]home)\.tsx?$`,
    String.raw`lucide-react[\\/].*[\\/](arrow-(right|up-right|down-right)|chevron-right|eye|file-pen|inbox|refresh-cw|triangle-alert)\.m?js$`,
    String.raw`(useQuery|useInfiniteQuery|infiniteQueryObserver|useMutation|mutationObserver)\.js$`,
  ].join("|"),
);

/** Hashed files lie under /portal/, beside index.html and routes.json (scripts/build-portal.ts). */
export default defineConfig({
  root,
  plugins: [react(), tailwindcss()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    assetsDir: "portal",
    // Fonts and pictures stay files: the content policy knows no data: fonts, and files are cached for a year.
    assetsInlineLimit: 0,
    manifest: "build-manifest.json",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // One file for the shell, one for the light parts nearly every page has: on a slow line each file is a
            // way there and back of half a second, and a browser asks for six at a time.
            { name: "shell", tags: ["$initial"], priority: 2 },
            { name: "parts", test: lightParts, priority: 1, includeDependenciesRecursively: false },
          ],
        },
      },
    },
  },
  // `npx vite portal` while the program runs: pages at once, data from the program.
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ["/api", "/assets", "/sign-in", "/sign-out", "/tai-khoan/", "/ho-so-cua-toi", "/docs"].map((path) => [
        path,
        { target: process.env.HP_URL ?? "http://127.0.0.1:3000", changeOrigin: true },
      ]),
    ),
  },
});
