import { DateText } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { useAccount } from "./account-data.ts";
import { AccountSection } from "./account-row.tsx";

/** Who this is, and how they came in. */
export function Overview() {
  const t = useText(account);
  const reading = useAccount();
  return (
    <AccountSection title={t.person}>
      <Reading reading={reading}>
        {({ displayName, userName, signedInBy, provedAt }) => (
          <dl className="bg-raised border-rule grid gap-x-6 gap-y-3 rounded-xl border p-5 sm:grid-cols-[max-content_1fr]">
            <dt className="text-muted">{t.name}</dt>
            <dd className="font-medium">{displayName}</dd>
            {userName === null ? null : (
              <>
                <dt className="text-muted">{t.userName}</dt>
                <dd className="break-all">{userName}</dd>
              </>
            )}
            <dt className="text-muted">{t.signedInBy}</dt>
            <dd>{signedInBy.map((method) => t.methods[method]).join(", ")}</dd>
            <dt className="text-muted">{t.provedAt}</dt>
            <dd>
              <DateText value={provedAt} />
            </dd>
          </dl>
        )}
      </Reading>
    </AccountSection>
  );
}
