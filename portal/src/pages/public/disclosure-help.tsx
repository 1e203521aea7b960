import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function DisclosureHelp() {
  const t = useText(publicWords);
  return (
    <>
      <p>{t.help.disclosure}</p>
      <p>{t.help.missing}</p>
    </>
  );
}
