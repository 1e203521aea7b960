import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";

interface Props {
  readonly icon: LucideIcon;
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** A state in a word, or what can be done; below the words on a phone. */
  readonly children?: ReactNode;
}

/** One thing of the account in a list: what it is, how it stands, what can be done with it. */
export function AccountRow({ icon: Icon, title, note, children }: Props) {
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 px-4 py-3.5 sm:px-5">
      <span className="bg-sunken text-muted grid size-10 shrink-0 place-items-center rounded-full">
        <Icon aria-hidden size={19} />
      </span>
      <span className="min-w-0 flex-1 basis-52">
        <span className="block font-medium">{title}</span>
        {note === undefined ? null : <span className="text-muted block text-sm">{note}</span>}
      </span>
      {children === undefined ? null : <span className="flex flex-wrap items-center gap-2">{children}</span>}
    </li>
  );
}

export function AccountList({ children }: { readonly children: ReactNode }) {
  return (
    <ul className="bg-raised border-rule divide-rule divide-y overflow-hidden rounded-xl border">
      {children}
    </ul>
  );
}

export function AccountSection({
  title,
  lead,
  children,
}: {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}) {
  return (
    <section className="max-w-3xl">
      <h2 className="text-lg font-semibold">{title}</h2>
      {lead === undefined ? null : <p className="text-muted mt-0.5 mb-3 text-sm">{lead}</p>}
      <div className={lead === undefined ? "mt-3" : ""}>{children}</div>
    </section>
  );
}
