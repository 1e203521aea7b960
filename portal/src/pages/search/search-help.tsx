import { guide } from "../../text/guide.ts";
import { useText } from "../../text/use-text.ts";

export default function SearchHelp() {
  const t = useText(guide).search;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.accents}</li>
        <li>{t.recorded}</li>
        <li>{t.keys}</li>
      </ul>
    </>
  );
}
