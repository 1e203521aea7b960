import { type FormEvent, useState } from "react";
import { callApi } from "../../api/client.ts";
import { ApiProblem } from "../../api/problem.ts";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Failed } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { accountPath, type Passkey } from "./account-data.ts";
import { type CreationOptions, createPasskey } from "./create-passkey.ts";
import { deviceOf } from "./device-words.ts";

const formId = "passkey-name";

interface NameProps {
  readonly title: string;
  readonly go: string;
  readonly first: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onClose: () => void;
  readonly onName: (name: string) => void;
}

/** A passkey's name: by it its owner knows it among several. */
function NameDialog({ title, go, first, isBusy, error, onClose, onName }: NameProps) {
  const t = useText(account);
  const [name, setName] = useState(first);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onName(name.trim());
  };
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button type="submit" form={formId} isBusy={isBusy} disabled={name.trim() === ""}>
            {go}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit}>
        <TextField
          label={t.passkeyName}
          hint={t.passkeyNameHint}
          value={name}
          required
          maxLength={100}
          onChange={(event) => setName(event.target.value)}
        />
      </form>
      {error === null ? null : error instanceof ApiProblem ? (
        <Failed error={error} />
      ) : (
        <p role="alert" className="text-act">
          {t.noPasskeyAdded}
        </p>
      )}
    </Dialog>
  );
}

export function AddPasskeyDialog({ onClose }: { readonly onClose: () => void }) {
  const t = useText(account);
  const show = useToast();
  const change = useChange([accountPath]);
  const [failure, setFailure] = useState<unknown>(null);
  const [isAsking, setAsking] = useState(false);
  const { browser, system } = deviceOf(navigator.userAgent);
  const add = async (label: string): Promise<void> => {
    setFailure(null);
    setAsking(true);
    try {
      const { data } = await callApi<{ challengeId: string; options: CreationOptions }>(
        "POST",
        "/api/v1/me/passkeys/challenge",
      );
      const response = await createPasskey(data.options);
      const body = { challengeId: data.challengeId, label, response };
      await change.mutateAsync({ method: "POST", path: "/api/v1/me/passkeys", body });
      onClose();
      show({ kind: "done", text: t.passkeyAdded });
    } catch (error) {
      // Turned back, no passkey here, or refused: the sentence says which, where the API knows it.
      setFailure(error);
    } finally {
      setAsking(false);
    }
  };
  return (
    <NameDialog
      title={t.addPasskey}
      go={t.addPasskeyGo}
      first={browser === undefined || system === undefined ? "" : t.browserOn(browser, system)}
      isBusy={isAsking}
      error={failure}
      onClose={onClose}
      onName={(name) => void add(name)}
    />
  );
}

export function RenamePasskeyDialog({
  passkey,
  onClose,
}: {
  readonly passkey: Passkey;
  readonly onClose: () => void;
}) {
  const t = useText(account);
  const change = useChange([accountPath]);
  return (
    <NameDialog
      title={t.renameOf(passkey.label)}
      go={t.save}
      first={passkey.label}
      isBusy={change.isPending}
      error={change.error}
      onClose={onClose}
      onName={(label) =>
        change.mutate(
          {
            method: "PATCH",
            path: `/api/v1/me/passkeys/${encodeURIComponent(passkey.credentialId)}`,
            body: { label },
          },
          { onSuccess: onClose },
        )
      }
    />
  );
}
