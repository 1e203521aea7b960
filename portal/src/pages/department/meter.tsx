import { formatNumber } from "../../kit/number-text.tsx";
import { useLanguage } from "../../text/use-text.ts";

interface Props {
  readonly label: string;
  readonly value: number | null | undefined;
  readonly target?: number | undefined;
  readonly standing?: "good" | "watch" | "act" | undefined;
  readonly suffix?: string;
  /** Where the bar begins; scores between 90 and 100 are told apart only when it is not zero, and then it says so. */
  readonly from?: number;
  readonly onPress?: () => void;
  readonly isBig?: boolean;
}

const fills = { good: "bg-good", watch: "bg-watch", act: "bg-act" } as const;

/** A number out of a hundred as a bar from zero, with the target as a mark across it. */
export function Meter({
  label,
  value,
  target,
  standing,
  suffix = "",
  from = 0,
  onPress,
  isBig = false,
}: Props) {
  const language = useLanguage();
  const width = (of: number): string => `${Math.max(0, Math.min(100, ((of - from) / (100 - from)) * 100))}%`;
  const content = (
    <>
      <span className={`flex items-baseline justify-between gap-3 ${isBig ? "text-2xl" : "text-sm"}`}>
        <span className="text-left">{label}</span>
        <span className="font-semibold tabular-nums">
          {value === null || value === undefined ? "–" : `${formatNumber(value, language, 1)}${suffix}`}
        </span>
      </span>
      <span
        aria-hidden
        className={`bg-sunken relative mt-1 block overflow-hidden rounded-full ${isBig ? "h-4" : "h-2"}`}
      >
        <span
          className={`block h-full rounded-full ${standing === undefined ? "bg-sea" : fills[standing]}`}
          style={{ width: width(value ?? 0) }}
        />
        {target === undefined ? null : (
          <span className="bg-ink absolute top-0 h-full w-0.5" style={{ left: width(target) }} />
        )}
      </span>
    </>
  );
  if (onPress === undefined) return <div>{content}</div>;
  return (
    <button
      type="button"
      onClick={onPress}
      className="hover:bg-sunken -mx-2 block min-h-11 w-[calc(100%+1rem)] rounded-lg px-2 py-1"
    >
      {content}
    </button>
  );
}
