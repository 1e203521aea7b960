import { encode } from "uqr";

/** Modules of nothing around the code (ISO/IEC 18004 asks for four). */
const border = 4;

/**
 * A QR code as a drawing in the page: nothing is asked from elsewhere, and no secret stands in an address.
 * @param text what a phone's camera reads
 * @param label what it is, for who can't see it
 */
export function QrCode({
  text,
  label,
  sizePx = 160,
}: {
  readonly text: string;
  readonly label: string;
  readonly sizePx?: number;
}) {
  const { size } = encode(text, { ecc: "M", border });
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      width={sizePx}
      height={sizePx}
      shapeRendering="crispEdges"
      className="max-w-full rounded-md"
    >
      {/* White under it in the dark theme too: many readers don't take light on dark. */}
      <path fill="#fff" d={`M0 0h${size}v${size}H0z`} />
      <path fill="#000" d={qrPath(text)} />
    </svg>
  );
}

/** Every dark module as one square of the path. */
export function qrPath(text: string): string {
  return encode(text, { ecc: "M", border })
    .data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
}
