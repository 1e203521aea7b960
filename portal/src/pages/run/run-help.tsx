import { deliveries } from "../../text/deliveries.ts";
import { useText } from "../../text/use-text.ts";

export default function RunHelp() {
  const t = useText(deliveries).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.clean}</li>
        <li>{t.look}</li>
        <li>{t.held}</li>
      </ul>
      <p>{t.places}</p>
    </>
  );
}
