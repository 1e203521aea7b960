import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function FinderHelp() {
  const t = useText(publicWords);
  return (
    <>
      <p>{t.help.finder}</p>
      <ul>
        <li>{t.help.near}</li>
        <li>{t.help.open}</li>
      </ul>
    </>
  );
}
