import { mine } from "../../text/mine.ts";
import { useText } from "../../text/use-text.ts";

export default function MineHelp() {
  const t = useText(mine).guide;
  return (
    <>
      <p>{t.people}</p>
      <p>{t.person}</p>
      <ul>
        <li>{t.correct}</li>
        <li>{t.consent}</li>
        <li>{t.rights}</li>
        <li>{t.looks}</li>
        <li>{t.grown}</li>
      </ul>
    </>
  );
}
