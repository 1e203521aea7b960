import { AppWindow } from "lucide-react";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { Failed, Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { accountPath, useAccount } from "./account-data.ts";
import { AccountList, AccountRow, AccountSection } from "./account-row.tsx";

/** Applications of others that may know who one is, each to be taken back. */
export function Applications() {
  const t = useText(account);
  const show = useToast();
  const reading = useAccount();
  const change = useChange([accountPath]);
  return (
    <AccountSection title={t.applications} lead={t.applicationsLead}>
      {change.error === null ? null : (
        <div className="mb-3">
          <Failed error={change.error} />
        </div>
      )}
      <Reading reading={reading}>
        {({ applications }) =>
          applications.length === 0 ? (
            <p className="text-muted">{t.noApplications}</p>
          ) : (
            <AccountList>
              {applications.map(({ clientId, name, givenAt }) => (
                <AccountRow
                  key={clientId}
                  icon={AppWindow}
                  title={name}
                  note={t.allowedAt(formatInstant(givenAt))}
                >
                  <Button
                    size="small"
                    variant="secondary"
                    aria-label={t.withdrawFrom(name)}
                    onClick={() =>
                      change.mutate(
                        {
                          method: "DELETE",
                          path: `/api/v1/me/applications/${encodeURIComponent(clientId)}`,
                        },
                        { onSuccess: () => show({ kind: "done", text: t.withdrawn(name) }) },
                      )
                    }
                  >
                    {t.withdraw}
                  </Button>
                </AccountRow>
              ))}
            </AccountList>
          )
        }
      </Reading>
    </AccountSection>
  );
}
