import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function FiguresHelp() {
  const t = useText(publicWords);
  return (
    <>
      <p>{t.help.figures}</p>
      <p>{t.help.ranking}</p>
    </>
  );
}
