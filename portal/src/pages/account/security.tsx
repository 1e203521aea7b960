import { KeyRound, LifeBuoy, Lock, ShieldCheck, Smartphone } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Button } from "../../kit/button.tsx";
import { Reading } from "../../kit/states.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { type Account, accountPath, useAccount } from "./account-data.ts";
import { AccountList, AccountRow, AccountSection } from "./account-row.tsx";
import { Passkeys } from "./passkeys.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { RecoveryDialog } from "./recovery-dialog.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";
import { TotpDialog } from "./totp-dialog.tsx";

/** Here, after the person has proved anew who they are. */
const proveAgain = `/sign-in?next=${encodeURIComponent("/tai-khoan?phan=bao-mat")}&again=1`;

/** How one proves who one is: password, authenticator app, recovery codes, passkeys. */
export function Security() {
  const reading = useAccount();
  return (
    <Reading reading={reading} lines={6}>
      {(story) => <Factors story={story} />}
    </Reading>
  );
}

function Factors({ story }: { readonly story: Account }) {
  const t = useText(account);
  const show = useToast();
  const change = useChange([accountPath]);
  const [opened, setOpened] = useState<"password" | "totp" | "codes" | "removeTotp">();
  const close = () => setOpened(undefined);
  const { mayChangeFactors, totp, recoveryCodes, userName } = story;
  return (
    <div className="space-y-10">
      {mayChangeFactors ? null : <ProveAgain />}
      {userName === null ? null : (
        <AccountSection title={t.password}>
          <AccountList>
            <AccountRow icon={Lock} title={t.password} note={t.passwordNote}>
              <Button size="small" variant="secondary" onClick={() => setOpened("password")}>
                {t.changePassword}
              </Button>
            </AccountRow>
          </AccountList>
        </AccountSection>
      )}
      <AccountSection title={t.twoSteps} lead={t.twoStepsLead}>
        <AccountList>
          <AccountRow icon={Smartphone} title={t.totp} note={t.totpNote}>
            <Badge tone={totp ? "good" : "plain"}>{totp ? t.isSet : t.isNotSet}</Badge>
            {mayChangeFactors ? (
              <Button size="small" variant="secondary" onClick={() => setOpened("totp")}>
                {totp ? t.otherDevice : t.setUp}
              </Button>
            ) : null}
            {mayChangeFactors && totp ? (
              <Button
                size="small"
                variant="danger"
                aria-label={t.removeOf(t.totp)}
                onClick={() => setOpened("removeTotp")}
              >
                {t.remove}
              </Button>
            ) : null}
          </AccountRow>
          <AccountRow icon={LifeBuoy} title={t.recovery} note={t.recoveryNote}>
            <Badge tone={recoveryCodes > 2 ? "good" : recoveryCodes > 0 ? "watch" : "plain"}>
              {t.codesLeft(String(recoveryCodes))}
            </Badge>
            {mayChangeFactors ? (
              <Button size="small" variant="secondary" onClick={() => setOpened("codes")}>
                {t.newCodes}
              </Button>
            ) : null}
          </AccountRow>
        </AccountList>
      </AccountSection>
      <Passkeys story={story} />
      {opened === "password" && userName !== null ? (
        <PasswordDialog userName={userName} onClose={close} />
      ) : null}
      {opened === "totp" ? <TotpDialog onClose={close} /> : null}
      {opened === "codes" ? <RecoveryDialog hasCodes={recoveryCodes > 0} onClose={close} /> : null}
      {opened === "removeTotp" ? (
        <RemoveDialog
          title={t.removeOf(t.totp)}
          error={change.error}
          isBusy={change.isPending}
          onClose={close}
          onRemove={() =>
            change.mutate(
              { method: "DELETE", path: "/api/v1/me/totp" },
              {
                onSuccess: () => {
                  close();
                  show({ kind: "done", text: t.totpRemoved });
                },
              },
            )
          }
        >
          {t.removeTotpWhy}
        </RemoveDialog>
      ) : null}
    </div>
  );
}

function ProveAgain() {
  const t = useText(account);
  return (
    <div className="bg-sea-soft flex max-w-3xl flex-wrap items-center gap-x-5 gap-y-3 rounded-xl p-5">
      <ShieldCheck aria-hidden size={24} className="text-sea shrink-0" />
      <p className="min-w-0 flex-1 basis-60">{t.proveAgainWhy}</p>
      <Button size="small" icon={KeyRound} href={proveAgain}>
        {t.proveAgain}
      </Button>
    </div>
  );
}
