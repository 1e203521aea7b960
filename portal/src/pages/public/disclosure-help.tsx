import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function DisclosureHelp() {
  const { help } = useText(publicWords);
  return (
    <>
      <p>{help.disclosure}</p>
      <p>{help.missing}</p>
    </>
  );
}
