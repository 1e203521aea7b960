import { uploads } from "../../text/uploads.ts";
import { useText } from "../../text/use-text.ts";

export default function UploadHelp() {
  const t = useText(uploads).guide;
  return (
    <>
      <p>{t.what}</p>
      <ol>
        <li>{t.drop}</li>
        <li>{t.watch}</li>
        <li>{t.answer}</li>
        <li>{t.result}</li>
      </ol>
      <h2>{t.weakTitle}</h2>
      <p>{t.weak}</p>
      <h2>{t.kindsTitle}</h2>
      <p>{t.kinds}</p>
    </>
  );
}
