import { clients } from "../../text/clients.ts";
import { useText } from "../../text/use-text.ts";

export default function ClientsHelp() {
  const t = useText(clients).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.rotate}</li>
        <li>{t.leaked}</li>
      </ul>
    </>
  );
}
