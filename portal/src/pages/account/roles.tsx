import { useQueryClient } from "@tanstack/react-query";
import { BriefcaseBusiness } from "lucide-react";
import { useCaller } from "../../api/caller.ts";
import { useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Failed } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { AccountList, AccountRow, AccountSection } from "./account-row.tsx";

/** In which role one acts; another one is a press away, and everything that is shown is read anew for it. */
export function Roles() {
  const t = useText(account);
  const say = useSay();
  const { roles } = useCaller();
  const memory = useQueryClient();
  const show = useToast();
  const change = useChange([]);
  const choose = (grantId: string, name: string): void =>
    change.mutate(
      { method: "POST", path: "/api/v1/me/role", body: { grantId } },
      {
        onSuccess: () => {
          show({ kind: "done", text: t.roleChosen(name) });
          // Nothing that was read in the other role stays.
          void memory.resetQueries();
        },
      },
    );
  return (
    <AccountSection title={t.roles} lead={t.rolesLead}>
      {change.error === null ? null : (
        <div className="mb-3">
          <Failed error={change.error} />
        </div>
      )}
      {roles.length === 0 ? (
        <p className="text-muted">{t.noRole}</p>
      ) : (
        <AccountList>
          {roles.map(({ grantId, title, unit, isActing }) => (
            <AccountRow
              key={grantId}
              icon={BriefcaseBusiness}
              title={say(title)}
              {...(unit.name === undefined ? {} : { note: unit.name })}
            >
              {isActing ? (
                <Badge tone="good">{t.acting}</Badge>
              ) : (
                <Button
                  size="small"
                  variant="secondary"
                  isBusy={change.isPending && change.variables.body !== undefined}
                  aria-label={t.actAs(say(title))}
                  onClick={() => choose(grantId, say(title))}
                >
                  {t.act}
                </Button>
              )}
            </AccountRow>
          ))}
        </AccountList>
      )}
    </AccountSection>
  );
}
