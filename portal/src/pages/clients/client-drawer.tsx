import { useState } from "react";
import { newKey } from "../../api/client.ts";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { Failed } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";
import { clientsPath, type MachineClient, type MadeSecret } from "./client-data.ts";
import { ScopeChoice } from "./scope-choice.tsx";

interface Props {
  readonly of: MachineClient;
  readonly scopes: readonly string[];
  readonly onClose: () => void;
  readonly onSecret: (secret: MadeSecret) => void;
}

/** What one machine may do, and its secrets. */
export function ClientDrawer({ of: client, scopes, onClose, onSecret }: Props) {
  const t = useText(clients);
  const toast = useToast();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set(client.scopes));
  const [isSure, setIsSure] = useState(false);
  const change = useChange<MadeSecret>([clientsPath]);
  const path = `${clientsPath}/${client.clientId}`;
  const isSame = chosen.size === client.scopes.length && client.scopes.every((one) => chosen.has(one));
  const renew = (how: "rotate" | "leaked"): void =>
    change.mutate(
      { method: "POST", path: `${path}/${how}`, idempotencyKey: newKey() },
      { onSuccess: ({ data }) => onSecret(data) },
    );
  return (
    <Drawer title={client.displayName} onClose={onClose}>
      <p className="text-muted mb-5">
        <code>{client.clientId}</code> · {t.methods[client.authMethod]}
        {client.sourceSystem === null ? "" : ` · ${t.source}: ${client.sourceSystem}`}
      </p>
      {change.error === null ? null : (
        <div className="mb-4">
          <Failed error={change.error} />
        </div>
      )}
      <ScopeChoice all={scopes} chosen={chosen} onChange={setChosen} />
      <div className="mt-4">
        <Button
          size="small"
          disabled={isSame || chosen.size === 0}
          isBusy={change.isPending}
          onClick={() =>
            change.mutate(
              { method: "PUT", path: `${path}/scopes`, body: { scopes: [...chosen] } },
              { onSuccess: () => toast({ kind: "done", text: t.saved }) },
            )
          }
        >
          {t.save}
        </Button>
      </div>
      <div className="border-rule mt-8 space-y-6 border-t pt-6">
        {client.authMethod === "client_secret" ? (
          <>
            <div>
              <p className="text-muted mb-2 text-sm">{t.rotateWhy}</p>
              <Button variant="secondary" onClick={() => renew("rotate")}>
                {t.rotate}
              </Button>
            </div>
            <div>
              <p className="text-muted mb-2 text-sm">{t.leakedWhy}</p>
              <Button variant="danger" onClick={() => (isSure ? renew("leaked") : setIsSure(true))}>
                {isSure ? t.confirmLeaked : t.leaked}
              </Button>
            </div>
          </>
        ) : (
          <p className="text-muted">{t.noSecret}</p>
        )}
      </div>
    </Drawer>
  );
}
