import { ArrowDownRight, ArrowRight, ArrowUpRight } from "lucide-react";
import type { ReactNode } from "react";
import { AppLink } from "../app/app-link.tsx";

interface Props {
  readonly label: string;
  /** Formatted: `NumberText`, or words where there is no figure yet. */
  readonly value: ReactNode;
  /** What it is compared with, in words: "hơn tháng trước 12". */
  readonly trend?: {
    readonly direction: "up" | "down" | "flat";
    readonly isGood: boolean;
    readonly text: string;
  };
  readonly note?: ReactNode;
  /** Where the rows behind the figure are. */
  readonly to?: string;
}

const arrows = { up: ArrowUpRight, down: ArrowDownRight, flat: ArrowRight };

/** A figure, where it is going, and the way to what is behind it. */
export function Tile({ label, value, trend, note, to }: Props) {
  const Arrow = trend === undefined ? undefined : arrows[trend.direction];
  const content = (
    <>
      <span className="text-muted block text-sm">{label}</span>
      <span className="mt-0.5 block text-2xl font-semibold tracking-tight sm:text-3xl">{value}</span>
      {trend === undefined || Arrow === undefined ? null : (
        <span className={`mt-1 flex items-center gap-1 text-sm ${trend.isGood ? "text-good" : "text-act"}`}>
          <Arrow aria-hidden size={16} />
          {trend.text}
        </span>
      )}
      {note === undefined ? null : <span className="text-muted mt-1 block text-sm">{note}</span>}
    </>
  );
  const frame = "bg-raised border-rule block min-w-0 rounded-xl border p-4 sm:p-5";
  if (to === undefined) return <div className={frame}>{content}</div>;
  return (
    <AppLink to={to} className={`${frame} hover:border-sea transition-colors`}>
      {content}
    </AppLink>
  );
}
