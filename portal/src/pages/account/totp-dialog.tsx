import { type FormEvent, useEffect, useState } from "react";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { QrCode } from "../../kit/qr-code.tsx";
import { Failed, Skeleton } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { accountPath } from "./account-data.ts";

const formId = "confirm-totp";

/** The secret for an authenticator app, as a code to scan and as text, and the first code of it. */
export function TotpDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(account);
  const language = useLanguage();
  const show = useToast();
  const begin = useChange<{ readonly secret: string; readonly uri: string }>([]);
  const confirm = useChange([accountPath]);
  const [code, setCode] = useState("");
  const { mutate } = begin;
  useEffect(() => mutate({ method: "POST", path: "/api/v1/me/totp" }), [mutate]);
  const made = begin.data?.data;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    confirm.mutate(
      { method: "POST", path: "/api/v1/me/totp/confirmation", body: { code: code.replaceAll(" ", "") } },
      {
        onSuccess: () => {
          onClose();
          show({ kind: "done", text: t.totpIsSet });
        },
      },
    );
  };
  return (
    <Dialog
      title={t.totpTitle}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={formId} isBusy={confirm.isPending} disabled={made === undefined}>
            {t.confirm}
          </Button>
        </>
      }
    >
      {begin.error !== null ? (
        <Failed error={begin.error} />
      ) : made === undefined ? (
        <Skeleton lines={5} />
      ) : (
        <>
          <p>{t.totpHow}</p>
          <div className="flex flex-wrap items-center gap-5">
            <QrCode text={made.uri} label={t.totpCode} />
            <div className="min-w-0 flex-1 basis-48 text-sm">
              <p className="text-muted">{t.totpText}</p>
              <p className="font-mono mt-1 tracking-wide break-all">
                {made.secret.replace(/(.{4})(?=.)/g, "$1 ")}
              </p>
              <a href={made.uri} className="text-link mt-3 inline-block">
                {t.totpHere}
              </a>
            </div>
          </div>
          <form id={formId} onSubmit={submit}>
            <TextField
              label={t.sixDigits}
              error={confirm.error?.sentence(language)}
              value={code}
              required
              inputMode="numeric"
              autoComplete="one-time-code"
              maxLength={8}
              onChange={(event) => setCode(event.target.value)}
            />
          </form>
        </>
      )}
    </Dialog>
  );
}
