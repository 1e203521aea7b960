import type { ReactNode } from "react";

export type Tone = "plain" | "sea" | "good" | "watch" | "act" | "flower";

const tones: Readonly<Record<Tone, string>> = {
  plain: "bg-sunken text-ink",
  sea: "bg-sea-soft text-sea",
  good: "bg-good-soft text-good",
  watch: "bg-watch-soft text-watch",
  act: "bg-act-soft text-act",
  flower: "bg-flower-soft text-flower",
};

/** A state in one or two words; the words say it, the colour only helps. */
export function Badge({ tone = "plain", children }: { readonly tone?: Tone; readonly children: ReactNode }) {
  return (
    <span
      className={`inline-flex items-center gap-1.5 rounded-full px-2.5 py-0.5 text-xs font-medium whitespace-nowrap ${tones[tone]}`}
    >
      {children}
    </span>
  );
}

/** How many wait; nothing at zero. */
export function Count({ value }: { readonly value: number }) {
  if (value === 0) return null;
  return (
    <span className="bg-flower-soft text-flower rounded-full px-2 text-xs font-semibold">
      {value > 999 ? "999+" : value}
    </span>
  );
}
