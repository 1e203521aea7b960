import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const root = fileURLToPath(new URL(".", import.meta.url));

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
  },
  // `npx vite portal` while the program runs: pages at once, data from the program.
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ["/api", "/assets", "/sign-in", "/sign-out", "/tai-khoan", "/ho-so-cua-toi", "/docs"].map((path) => [
        path,
        { target: process.env.HP_URL ?? "http://127.0.0.1:3000", changeOrigin: true },
      ]),
    ),
  },
});
