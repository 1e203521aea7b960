/** How far something is; without a share it only says that it goes on. */
export function ProgressBar({
  label,
  share,
}: {
  readonly label: string;
  readonly share: number | undefined;
}) {
  return (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      {...(share === undefined ? {} : { "aria-valuenow": Math.round(share * 100) })}
      className="bg-sunken h-2 overflow-hidden rounded-full"
    >
      <span
        className={`bg-sea block h-full rounded-full ${share === undefined ? "w-1/3 animate-pulse" : "transition-[width] duration-300"}`}
        style={share === undefined ? undefined : { width: `${Math.round(share * 100)}%` }}
      />
    </div>
  );
}
