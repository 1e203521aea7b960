import { metricWords } from "../../text/metrics.ts";
import { useText } from "../../text/use-text.ts";

export default function OperationsHelp() {
  const t = useText(metricWords).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.press}</li>
        <li>{t.down}</li>
        <li>{t.none}</li>
        <li>{t.wall}</li>
      </ul>
    </>
  );
}
