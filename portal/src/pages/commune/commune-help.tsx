import { communeWords } from "../../text/commune.ts";
import { useText } from "../../text/use-text.ts";

export default function CommuneHelp() {
  const t = useText(communeWords).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.schools}</li>
        <li>{t.residence}</li>
        <li>{t.month}</li>
        <li>{t.report}</li>
      </ul>
    </>
  );
}
