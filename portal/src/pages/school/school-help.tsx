import { school } from "../../text/school.ts";
import { useText } from "../../text/use-text.ts";

export default function SchoolHelp() {
  const t = useText(school).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.open}</li>
        <li>{t.feeds}</li>
      </ul>
    </>
  );
}
