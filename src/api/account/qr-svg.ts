import { encode } from "uqr";
import type { Language } from "#src/domains/dictionary/text.ts";
import { type Html, html } from "../pages/html.ts";

/** Modules of nothing around the code (ISO/IEC 18004 asks for four). */
const border = 4;

/** A QR code as a drawing in the page: nothing is asked from elsewhere, and no secret stands in an address. */
export function qrSvg(text: string, language: Language): Html {
  const { size, data } = encode(text, { ecc: "M", border });
  const dark = data
    .flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  const label = language === "vi" ? "Mã QR của khóa" : "QR code of the key";
  // White under it in the dark theme too: many readers don't take light on dark.
  return html`<svg class="qr" role="img" aria-label="${label}" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${size}v${size}H0z"/><path fill="#000" d="${dark}"/></svg>`;
}
