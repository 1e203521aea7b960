import { commune } from "../../text/commune.ts";
import { useText } from "../../text/use-text.ts";

export default function CommuneHelp() {
  const t = useText(commune).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.month}</li>
        <li>{t.remind}</li>
        <li>{t.residence}</li>
      </ul>
    </>
  );
}
