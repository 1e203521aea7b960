import { status } from "../../text/status.ts";
import { useText } from "../../text/use-text.ts";

export default function ContactHelp() {
  const t = useText(status);
  return (
    <>
      <p>{t.contact.lead}</p>
      <p>{t.help.privateOnly}</p>
    </>
  );
}
