import { Fingerprint, Plus } from "lucide-react";
import { useState } from "react";
import { useChange } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { useToast } from "../../kit/toast.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { type Account, accountPath, type Passkey } from "./account-data.ts";
import { AccountList, AccountRow, AccountSection } from "./account-row.tsx";
import { canCreatePasskey } from "./create-passkey.ts";
import { AddPasskeyDialog, RenamePasskeyDialog } from "./passkey-dialogs.tsx";
import { RemoveDialog } from "./remove-dialog.tsx";

/** Keys in devices that sign in by fingerprint, face or PIN. */
export function Passkeys({ story }: { readonly story: Account }) {
  const t = useText(account);
  const show = useToast();
  const change = useChange([accountPath]);
  const [opened, setOpened] = useState<"add" | { readonly rename: Passkey } | { readonly remove: Passkey }>();
  const close = () => setOpened(undefined);
  const { passkeys, mayChangeFactors, passkeyHost } = story;
  const isPossible = canCreatePasskey(passkeyHost);
  return (
    <AccountSection title={t.passkeys} lead={t.passkeysLead}>
      {passkeys.length === 0 ? (
        <p className="text-muted">{t.noPasskeys}</p>
      ) : (
        <AccountList>
          {passkeys.map((passkey) => (
            <AccountRow
              key={passkey.credentialId}
              icon={Fingerprint}
              title={passkey.label}
              note={[
                t.addedAt(formatInstant(passkey.createdAt)),
                passkey.lastUsedAt === null ? t.neverUsed : t.lastUsed(formatInstant(passkey.lastUsedAt)),
              ].join(" · ")}
            >
              {mayChangeFactors ? (
                <>
                  <Button
                    size="small"
                    variant="secondary"
                    aria-label={t.renameOf(passkey.label)}
                    onClick={() => setOpened({ rename: passkey })}
                  >
                    {t.rename}
                  </Button>
                  <Button
                    size="small"
                    variant="danger"
                    aria-label={t.removeOf(passkey.label)}
                    onClick={() => setOpened({ remove: passkey })}
                  >
                    {t.remove}
                  </Button>
                </>
              ) : null}
            </AccountRow>
          ))}
        </AccountList>
      )}
      {mayChangeFactors && isPossible ? (
        <div className="mt-4">
          <Button variant="secondary" icon={Plus} onClick={() => setOpened("add")}>
            {t.addPasskey}
          </Button>
        </div>
      ) : null}
      {isPossible ? null : <p className="text-muted mt-3 text-sm">{t.passkeysNotHere(passkeyHost)}</p>}
      {opened === "add" ? <AddPasskeyDialog onClose={close} /> : null}
      {typeof opened === "object" && "rename" in opened ? (
        <RenamePasskeyDialog passkey={opened.rename} onClose={close} />
      ) : null}
      {typeof opened === "object" && "remove" in opened ? (
        <RemoveDialog
          title={t.removeOf(opened.remove.label)}
          error={change.error}
          isBusy={change.isPending}
          onClose={close}
          onRemove={() =>
            change.mutate(
              {
                method: "DELETE",
                path: `/api/v1/me/passkeys/${encodeURIComponent(opened.remove.credentialId)}`,
              },
              {
                onSuccess: () => {
                  close();
                  show({ kind: "done", text: t.passkeyRemoved });
                },
              },
            )
          }
        >
          {t.removePasskeyWhy}
        </RemoveDialog>
      ) : null}
    </AccountSection>
  );
}
