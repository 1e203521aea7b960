import { status } from "../../text/status.ts";
import { useText } from "../../text/use-text.ts";

export default function StatusHelp() {
  const t = useText(status).help;
  return (
    <>
      <p>{t.bars}</p>
      <p>{t.unwatched}</p>
      <p>{t.slow}</p>
    </>
  );
}
