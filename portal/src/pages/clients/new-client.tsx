import { useState } from "react";
import { newKey } from "../../api/client.ts";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { Failed } from "../../kit/states.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";
import { clientsPath, isClientId, type MadeSecret } from "./client-data.ts";
import { ScopeChoice } from "./scope-choice.tsx";

interface Props {
  readonly scopes: readonly string[];
  readonly onClose: () => void;
  readonly onMade: (secret: MadeSecret) => void;
}

/** A machine that proves itself by a secret; keys and certificates are given by `hp account client`. */
export function NewClient({ scopes, onClose, onMade }: Props) {
  const t = useText(clients);
  const [displayName, setDisplayName] = useState("");
  const [clientId, setClientId] = useState("");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(["upload"]));
  const create = useChange<MadeSecret>([clientsPath]);
  const isWrongId = clientId !== "" && !isClientId(clientId);
  const isReady = displayName.trim().length >= 2 && isClientId(clientId) && chosen.size > 0;
  return (
    <Dialog
      title={t.add}
      onClose={onClose}
      actions={
        <>
          <Button variant="secondary" onClick={onClose}>
            {t.cancel}
          </Button>
          <Button
            disabled={!isReady}
            isBusy={create.isPending}
            onClick={() =>
              create.mutate(
                {
                  method: "POST",
                  path: clientsPath,
                  idempotencyKey: newKey(),
                  body: { clientId, displayName: displayName.trim(), scopes: [...chosen] },
                },
                { onSuccess: ({ data }) => onMade({ clientId, secret: data.secret }) },
              )
            }
          >
            {t.create}
          </Button>
        </>
      }
    >
      {create.error === null ? null : <Failed error={create.error} />}
      <TextField
        label={t.name}
        hint={t.nameHint}
        value={displayName}
        maxLength={120}
        onChange={(event) => setDisplayName(event.target.value)}
      />
      <TextField
        label={t.clientId}
        hint={t.clientIdHint}
        value={clientId}
        autoComplete="off"
        spellCheck={false}
        {...(isWrongId ? { error: t.clientIdWrong } : {})}
        onChange={(event) => setClientId(event.target.value.trim())}
      />
      <ScopeChoice all={scopes} chosen={chosen} onChange={setChosen} />
    </Dialog>
  );
}
