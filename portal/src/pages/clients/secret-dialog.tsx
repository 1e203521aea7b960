import { Copy } from "lucide-react";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { useToast } from "../../kit/toast.tsx";
import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";
import type { MadeSecret } from "./client-data.ts";

/** A secret, the one time it can be seen; it is kept nowhere in the browser. */
export function SecretDialog({ of, onClose }: { readonly of: MadeSecret; readonly onClose: () => void }) {
  const t = useText(clients);
  const toast = useToast();
  return (
    <Dialog
      title={t.secretTitle}
      onClose={onClose}
      actions={
        <>
          <Button
            variant="secondary"
            icon={Copy}
            onClick={() =>
              void navigator.clipboard
                .writeText(of.secret)
                .then(() => toast({ kind: "done", text: t.copied }))
            }
          >
            {t.copy}
          </Button>
          <Button onClick={onClose}>{t.close}</Button>
        </>
      }
    >
      <p>{t.secretLead}</p>
      <dl>
        <dt className="text-muted text-sm">{t.clientId}</dt>
        <dd className="mb-3">
          <code>{of.clientId}</code>
        </dd>
        <dt className="text-muted text-sm">{t.secret}</dt>
        <dd>
          <code className="bg-sunken mt-1 block rounded-md p-3 break-all select-all">{of.secret}</code>
        </dd>
      </dl>
    </Dialog>
  );
}
