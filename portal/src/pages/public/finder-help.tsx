import { publicWords } from "../../text/public.ts";
import { useText } from "../../text/use-text.ts";

export default function FinderHelp() {
  const { help } = useText(publicWords);
  return (
    <>
      <p>{help.finder}</p>
      <ul>
        <li>{help.near}</li>
        <li>{help.open}</li>
      </ul>
    </>
  );
}
