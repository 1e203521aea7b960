import { guide } from "../../text/guide.ts";
import { useText } from "../../text/use-text.ts";

export default function HomeHelp() {
  const t = useText(guide).home;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.tasks}</li>
        <li>{t.people}</li>
        <li>{t.figures}</li>
        <li>{t.role}</li>
      </ul>
    </>
  );
}
