import { Plus } from "lucide-react";
import { useMemo, useState } from "react";
import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText, NumberText } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";
import { type ClientList, clientsPath, type MachineClient, type MadeSecret } from "./client-data.ts";
import { ClientDrawer } from "./client-drawer.tsx";
import { NewClient } from "./new-client.tsx";
import { SecretDialog } from "./secret-dialog.tsx";

/** `/he-thong-goi-api`: vendors' machines, what they may do and when they last called. */
export default function ClientsPage() {
  const t = useText(clients);
  const reading = useApi<ClientList>(clientsPath);
  const [openId, setOpenId] = useState<string>();
  const [isAdding, setIsAdding] = useState(false);
  const [made, setMade] = useState<MadeSecret>();
  const columns = useClientColumns();
  const opened = reading.data?.data.find(({ clientId }) => clientId === openId);
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <Button icon={Plus} onClick={() => setIsAdding(true)}>
            {t.add}
          </Button>
        }
      />
      <Reading reading={reading} lines={6}>
        {({ data }) => (
          <DataTable
            label={t.title}
            columns={columns}
            rows={data}
            rowKey={({ clientId }) => clientId}
            onOpen={({ clientId }) => setOpenId(clientId)}
            empty={<Empty title={t.none}>{t.noneWhy}</Empty>}
          />
        )}
      </Reading>
      {opened === undefined ? null : (
        <ClientDrawer
          key={opened.clientId}
          of={opened}
          scopes={reading.data?.scopes ?? []}
          onClose={() => setOpenId(undefined)}
          onSecret={(secret) => {
            setOpenId(undefined);
            setMade(secret);
          }}
        />
      )}
      {isAdding ? (
        <NewClient
          scopes={reading.data?.scopes ?? []}
          onClose={() => setIsAdding(false)}
          onMade={(secret) => {
            setIsAdding(false);
            setMade(secret);
          }}
        />
      ) : null}
      {made === undefined ? null : <SecretDialog of={made} onClose={() => setMade(undefined)} />}
    </>
  );
}

function useClientColumns(): readonly Column<MachineClient>[] {
  const t = useText(clients);
  return useMemo(() => {
    const scopeNames: Readonly<Record<string, string>> = t.scopeNames;
    return [
      {
        id: "name",
        title: t.columns.name,
        isName: true,
        width: "minmax(12rem, 1.6fr)",
        cell: ({ displayName }) => displayName,
      },
      { id: "id", title: t.columns.id, cell: ({ clientId }) => <code>{clientId}</code> },
      {
        id: "scopes",
        title: t.columns.scopes,
        cell: ({ scopes }) => scopes.map((scope) => scopeNames[scope] ?? scope).join(", "),
      },
      {
        id: "method",
        title: t.columns.method,
        isWideOnly: true,
        cell: ({ authMethod }) => t.methods[authMethod],
      },
      {
        id: "schools",
        title: t.columns.schools,
        isNumber: true,
        width: "6rem",
        cell: ({ schools }) => <NumberText value={schools ?? 0} />,
      },
      {
        id: "lastUsed",
        title: t.columns.lastUsed,
        width: "10rem",
        cell: ({ lastUsedAt }) => (lastUsedAt ? <DateText value={lastUsedAt} /> : t.never),
      },
      {
        id: "state",
        title: t.columns.state,
        width: "8rem",
        cell: ({ state }) => <Badge tone={state === "active" ? "good" : "act"}>{t.states[state]}</Badge>,
      },
    ];
  }, [t]);
}
