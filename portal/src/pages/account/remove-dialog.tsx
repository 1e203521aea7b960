import type { ReactNode } from "react";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Failed } from "../../kit/states.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";

interface Props {
  readonly title: string;
  readonly children: ReactNode;
  readonly error: unknown;
  readonly isBusy: boolean;
  readonly onClose: () => void;
  readonly onRemove: () => void;
}

/** Before a way to prove who one is goes. */
export function RemoveDialog({ title, children, error, isBusy, onClose, onRemove }: Props) {
  const t = useText(account);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button variant="danger" isBusy={isBusy} onClick={onRemove}>
            {t.remove}
          </Button>
        </>
      }
    >
      <p>{children}</p>
      {error === null ? null : <Failed error={error} />}
    </Dialog>
  );
}
