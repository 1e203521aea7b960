import { LoaderCircle, type LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes, ReactNode } from "react";
import { AppLink } from "../app/app-link.tsx";

type Variant = "primary" | "secondary" | "quiet" | "danger";

const looks: Readonly<Record<Variant, string>> = {
  primary: "bg-sea text-on-sea border-sea hover:bg-sea-strong hover:border-sea-strong",
  secondary: "bg-raised text-ink border-edge hover:bg-sunken",
  quiet: "bg-transparent text-sea border-transparent hover:bg-sea-soft",
  danger: "bg-raised text-act border-act hover:bg-act-soft",
};

interface Props extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className"> {
  readonly variant?: Variant;
  readonly size?: "normal" | "small";
  readonly icon?: LucideIcon;
  /** Something it started is under way: it stays where it is and can't be pressed again. */
  readonly isBusy?: boolean;
  /** Makes it a link that looks like a button. */
  readonly href?: string;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** What does something. One primary in a view; dangerous deeds ask first by a `Dialog`. */
export function Button({
  variant = "primary",
  size = "normal",
  icon: Icon,
  isBusy = false,
  href,
  isWide = false,
  children,
  disabled,
  ...rest
}: Props) {
  const className = `inline-flex items-center justify-center gap-2 rounded-lg border font-medium transition-colors disabled:opacity-55 ${
    size === "small" ? "min-h-9 px-3 text-sm" : "min-h-11 px-4.5"
  } ${isWide ? "w-full" : ""} ${looks[variant]}`;
  const content = (
    <>
      {isBusy ? <LoaderCircle aria-hidden size={18} className="animate-spin" /> : null}
      {Icon !== undefined && !isBusy ? <Icon aria-hidden size={size === "small" ? 16 : 18} /> : null}
      {children}
    </>
  );
  if (href !== undefined)
    return (
      <AppLink to={href} className={className}>
        {content}
      </AppLink>
    );
  return (
    <button
      type="button"
      {...rest}
      disabled={disabled === true || isBusy}
      aria-busy={isBusy}
      className={className}
    >
      {content}
    </button>
  );
}

interface IconButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, "className" | "children"> {
  /** Said to screen readers and shown on hover. */
  readonly label: string;
  readonly icon: LucideIcon;
}

/** A picture that does something; its label is never left out. */
export function IconButton({ label, icon: Icon, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      title={label}
      aria-label={label}
      {...rest}
      className="text-muted hover:bg-sunken hover:text-ink grid size-11 place-items-center rounded-lg disabled:opacity-50"
    >
      <Icon aria-hidden size={20} />
    </button>
  );
}
