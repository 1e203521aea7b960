import { audit } from "../../text/audit.ts";
import { useText } from "../../text/use-text.ts";

export default function AuditHelp() {
  const t = useText(audit).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.who}</li>
        <li>{t.record}</li>
        <li>{t.refused}</li>
      </ul>
      <p>{t.sealed}</p>
    </>
  );
}
