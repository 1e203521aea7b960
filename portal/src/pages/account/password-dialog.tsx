import { type FormEvent, useState } from "react";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { sessionsPath } from "./account-data.ts";

const formId = "change-password";

/** The password is changed by who knows the present one; other places are signed out. */
export function PasswordDialog({
  userName,
  onClose,
}: {
  readonly userName: string;
  readonly onClose: () => void;
}) {
  const t = useText(account);
  const language = useLanguage();
  const show = useToast();
  const change = useChange([sessionsPath]);
  const [form, setForm] = useState({ current: "", password: "", again: "" });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate(
      { method: "POST", path: "/api/v1/me/password", body: form },
      {
        onSuccess: () => {
          onClose();
          show({ kind: "done", text: t.passwordChanged });
        },
      },
    );
  };
  const field = (name: keyof typeof form, label: string, autoComplete: string, error?: string) => (
    <TextField
      label={label}
      error={error}
      type="password"
      required
      maxLength={200}
      autoComplete={autoComplete}
      value={form[name]}
      onChange={(event) => setForm({ ...form, [name]: event.target.value })}
    />
  );
  const problem = change.error?.sentence(language);
  const isOfNew = change.error?.code === "passwords-differ" || change.error?.code.startsWith("password-");
  return (
    <Dialog
      title={t.changePassword}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={formId} isBusy={change.isPending}>
            {t.changePassword}
          </Button>
        </>
      }
    >
      <p className="text-muted text-sm">{t.passwordNote}</p>
      <form id={formId} onSubmit={submit} className="space-y-4">
        {/* So that the browser's own keeper knows whose password this is. */}
        <input
          type="text"
          hidden
          readOnly
          tabIndex={-1}
          aria-hidden
          autoComplete="username"
          value={userName}
        />
        {field("current", t.presentPassword, "current-password", isOfNew === true ? undefined : problem)}
        {field("password", t.newPassword, "new-password", isOfNew === true ? problem : undefined)}
        {field("again", t.newPasswordAgain, "new-password")}
      </form>
    </Dialog>
  );
}
