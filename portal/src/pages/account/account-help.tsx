import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";

export default function AccountHelp() {
  const t = useText(account).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.roles}</li>
        <li>{t.again}</li>
        <li>{t.totp}</li>
        <li>{t.codes}</li>
        <li>{t.passkeys}</li>
        <li>{t.sessions}</li>
      </ul>
    </>
  );
}
