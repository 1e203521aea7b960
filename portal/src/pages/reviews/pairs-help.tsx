import { pairs } from "../../text/pairs.ts";
import { useText } from "../../text/use-text.ts";

export default function PairsHelp() {
  const t = useText(pairs).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.look}</li>
        <li>{t.evidence}</li>
        <li>{t.undo}</li>
        <li>{t.second}</li>
        <li>{t.scope}</li>
      </ul>
    </>
  );
}
