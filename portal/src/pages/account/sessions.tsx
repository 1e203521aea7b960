import { Laptop, Smartphone } from "lucide-react";
import { useState } from "react";
import { useApi, useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Dialog } from "../../kit/dialog.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { Failed, Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { type OwnSession, sessionsPath } from "./account-data.ts";
import { AccountList, AccountRow, AccountSection } from "./account-row.tsx";
import { deviceOf, isPhone } from "./device-words.ts";

/** Where one is signed in; one place, all others or all are ended at once. */
export function Sessions() {
  const t = useText(account);
  const show = useToast();
  const reading = useApi<{ readonly data: readonly OwnSession[] }>(sessionsPath);
  const change = useChange([sessionsPath]);
  const [isAsking, setAsking] = useState(false);
  const end = (path: string, which?: "others" | "all"): void =>
    change.mutate(
      which === undefined ? { method: "DELETE", path } : { method: "POST", path, body: { which } },
      {
        onSuccess: () => {
          // Here too: the page of a person who is gone must not stay on the screen.
          if (which === "all") location.assign("/");
          else show({ kind: "done", text: t.sessionEnded });
        },
      },
    );
  return (
    <AccountSection title={t.sessions} lead={t.sessionsLead}>
      {change.error === null ? null : (
        <div className="mb-3">
          <Failed error={change.error} />
        </div>
      )}
      <Reading reading={reading}>
        {({ data }) => (
          <>
            <AccountList>
              {data.map((one) => (
                <SessionRow
                  key={one.sessionId}
                  session={one}
                  onEnd={() => end(`${sessionsPath}/${one.sessionId}`)}
                />
              ))}
            </AccountList>
            <div className="mt-4 flex flex-wrap gap-3">
              {data.length > 1 ? (
                <Button
                  variant="secondary"
                  isBusy={change.isPending}
                  onClick={() => end(`${sessionsPath}/end`, "others")}
                >
                  {t.endOthers}
                </Button>
              ) : null}
              <Button variant="danger" onClick={() => setAsking(true)}>
                {t.endAll}
              </Button>
            </div>
          </>
        )}
      </Reading>
      {isAsking ? (
        <Dialog
          title={t.endAll}
          onClose={() => setAsking(false)}
          actions={
            <>
              <Button variant="secondary" onClick={() => setAsking(false)}>
                {t.cancel}
              </Button>
              <Button
                variant="danger"
                isBusy={change.isPending}
                onClick={() => end(`${sessionsPath}/end`, "all")}
              >
                {t.endAllDo}
              </Button>
            </>
          }
        >
          <p>{t.endAllWhy}</p>
        </Dialog>
      ) : null}
    </AccountSection>
  );
}

function SessionRow({ session, onEnd }: { readonly session: OwnSession; readonly onEnd: () => void }) {
  const t = useText(account);
  const { browser, system } = deviceOf(session.device);
  const name =
    browser === undefined || system === undefined
      ? (browser ?? system ?? t.unknownBrowser)
      : t.browserOn(browser, system);
  const facts = [
    t.signedInAt(formatInstant(session.createdAt)),
    t.lastUsed(formatInstant(session.lastSeenAt)),
    session.from === null ? undefined : t.fromAddress(session.from),
  ].filter((fact) => fact !== undefined);
  return (
    <AccountRow icon={isPhone(session.device) ? Smartphone : Laptop} title={name} note={facts.join(" · ")}>
      {session.isThis ? (
        <Badge tone="good">{t.thisOne}</Badge>
      ) : (
        <Button size="small" variant="secondary" aria-label={t.endOne(name)} onClick={onEnd}>
          {t.end}
        </Button>
      )}
    </AccountRow>
  );
}
