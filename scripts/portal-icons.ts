/** `node scripts/portal-icons.ts`: the portal's icons as PNG, from the flower in src/api/assets/icon.svg. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { launchBrowser } from "#tests/portal/browser.ts";

const root = join(import.meta.dirname, "..");
const svg = readFileSync(join(root, "src/api/assets/icon.svg"), "utf8");
const icons = [
  { name: "icon-192", size: 192, share: 0.86, ground: "transparent" },
  { name: "icon-512", size: 512, share: 0.86, ground: "transparent" },
  // Phones cut it to their own form: the flower stays inside the middle 80 %.
  { name: "maskable-512", size: 512, share: 0.6, ground: "#fbf9f5" },
  { name: "apple-touch-180", size: 180, share: 0.66, ground: "#fbf9f5" },
];

const browser = await launchBrowser();
const page = await browser.newPage();
for (const { name, size, share, ground } of icons) {
  await page.setViewportSize({ width: size, height: size });
  const picture = `data:image/svg+xml;base64,${Buffer.from(svg).toString("base64")}`;
  await page.setContent(
    `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${ground}"><img src="${picture}" style="width:${share * 100}%"></body>`,
  );
  await page.locator("img").evaluate("(one) => one.decode()");
  const bytes = await page.screenshot({ omitBackground: true });
  writeFileSync(join(root, `portal/public/icons/${name}.png`), bytes);
  console.log(`${name}.png ${bytes.length}`);
}
await browser.close();
