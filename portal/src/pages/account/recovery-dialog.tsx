import { Printer } from "lucide-react";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Failed } from "../../kit/states.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { accountPath } from "./account-data.ts";

/** New recovery codes, shown this once: to be printed or written down. */
export function RecoveryDialog({
  hasCodes,
  onClose,
}: {
  readonly hasCodes: boolean;
  readonly onClose: () => void;
}) {
  const t = useText(account);
  const change = useChange<{ readonly codes: readonly string[] }>([accountPath]);
  const codes = change.data?.data.codes;
  if (codes === undefined)
    return (
      <Dialog
        title={t.newCodes}
        onClose={onClose}
        actions={
          <>
            <Button variant="secondary" onClick={onClose}>
              {t.cancel}
            </Button>
            <Button
              isBusy={change.isPending}
              onClick={() => change.mutate({ method: "POST", path: "/api/v1/me/recovery-codes" })}
            >
              {t.makeCodes}
            </Button>
          </>
        }
      >
        <p>{hasCodes ? t.codesReplace : t.codesWhy}</p>
        {change.error === null ? null : <Failed error={change.error} />}
      </Dialog>
    );
  return (
    <Dialog
      title={t.codesTitle}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" icon={Printer} onClick={() => print()}>
            {t.print}
          </Button>
          <Button onClick={onClose}>{t.codesKept}</Button>
        </>
      }
    >
      <p>{t.codesOnce}</p>
      <ol className="grid grid-cols-2 gap-x-6 gap-y-1.5 pl-5 font-mono [list-style:decimal]">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
    </Dialog>
  );
}
