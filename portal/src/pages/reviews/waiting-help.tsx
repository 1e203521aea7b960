import { reviews } from "../../text/reviews.ts";
import { useText } from "../../text/use-text.ts";

export default function WaitingHelp() {
  const t = useText(reviews).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.mapping}</li>
        <li>{t.encoding}</li>
        <li>{t.source}</li>
        <li>{t.shrunk}</li>
      </ul>
      <p>{t.reject}</p>
    </>
  );
}
