import { Dialog as Base } from "@base-ui/react/dialog";
import type { ReactNode } from "react";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** Buttons; the one that goes on stands last. */
  readonly actions: ReactNode;
}

/** Asks before something that can't be taken back, or for one short thing. Open while it is rendered. */
export function Dialog({ title, onClose, children, actions }: Props) {
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(20_16_12/0.45)]" />
        <Base.Popup className="bg-raised shadow-floating popup-motion fixed top-1/2 left-1/2 z-50 max-h-[90dvh] w-[min(32rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-xl p-6">
          <Base.Title className="text-lg font-semibold">{title}</Base.Title>
          <div className="mt-3 space-y-4">{children}</div>
          <div className="mt-6 flex flex-wrap justify-end gap-3">{actions}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
