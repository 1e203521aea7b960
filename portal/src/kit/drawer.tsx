import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { kit } from "../text/kit.ts";
import { useText } from "../text/use-text.ts";

interface Props {
  readonly title: string;
  readonly onClose: () => void;
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** Something beside the page (history, help, a record's detail); a sheet from the right, whole on a phone. */
export function Drawer({ title, onClose, isWide = false, children }: Props) {
  const t = useText(kit);
  return (
    <Base.Root open onOpenChange={(isOpen) => isOpen || onClose()}>
      <Base.Portal>
        <Base.Backdrop className="fixed inset-0 z-40 bg-[rgb(20_16_12/0.45)]" />
        <Base.Popup
          className={`bg-raised shadow-floating fixed inset-y-0 right-0 z-50 flex w-full flex-col overflow-hidden ${isWide ? "sm:max-w-2xl" : "sm:max-w-md"}`}
        >
          <div className="border-rule flex items-center gap-3 border-b py-2 pr-2 pl-5">
            <Base.Title className="flex-1 text-lg font-semibold">{title}</Base.Title>
            <Base.Close
              aria-label={t.close}
              className="text-muted hover:bg-sunken grid size-11 place-items-center rounded-lg"
            >
              <X aria-hidden size={20} />
            </Base.Close>
          </div>
          <div className="flex-1 overflow-y-auto px-5 py-5">{children}</div>
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
