import { reconciliation } from "../../text/reconciliation.ts";
import { useText } from "../../text/use-text.ts";

export default function ReconciliationHelp() {
  const t = useText(reconciliation).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.now}</li>
        <li>{t.ever}</li>
        <li>{t.step}</li>
        <li>{t.again}</li>
        <li>{t.exception}</li>
      </ul>
      <p>{t.privacy}</p>
    </>
  );
}
