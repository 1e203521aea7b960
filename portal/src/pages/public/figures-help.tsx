import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function FiguresHelp() {
  const { help } = useText(publicWords);
  return (
    <>
      <p>{help.figures}</p>
      <p>{help.ranking}</p>
    </>
  );
}
