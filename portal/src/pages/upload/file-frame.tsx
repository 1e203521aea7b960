import { FileSpreadsheet } from "lucide-react";
import type { ReactNode } from "react";
import { formatNumber } from "../../kit/number-text.tsx";
import { uploads } from "../../text/uploads.ts";
import { useLanguage, useText } from "../../text/use-text.ts";

interface Props {
  readonly name: string;
  readonly bytes: number;
  /** Where it stands, as a badge. */
  readonly badge: ReactNode;
  readonly note?: ReactNode;
  readonly children?: ReactNode;
}

/** A file with its name, size and state; below it, what is known of it by now. */
export function FileFrame({ name, bytes, badge, note, children }: Props) {
  const t = useText(uploads);
  const language = useLanguage();
  const size =
    bytes < 2 ** 20
      ? t.kilobytes(formatNumber(Math.max(1, Math.round(bytes / 1024)), language))
      : t.megabytes(formatNumber(bytes / 2 ** 20, language, 1));
  return (
    <article className="bg-raised border-rule rounded-xl border p-4 sm:p-5">
      <header className="flex items-start gap-3">
        <span className="bg-sea-soft text-sea grid size-10 shrink-0 place-items-center rounded-lg">
          <FileSpreadsheet aria-hidden size={20} />
        </span>
        <div className="min-w-0 flex-1">
          <h2 className="font-medium break-words">{name}</h2>
          <p className="text-muted text-sm">
            {size}
            {note === undefined ? null : <> · {note}</>}
          </p>
        </div>
        {badge}
      </header>
      {children === undefined ? null : <div className="mt-4 space-y-4">{children}</div>}
    </article>
  );
}
