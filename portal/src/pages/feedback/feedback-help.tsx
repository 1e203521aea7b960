import { feedback } from "../../text/feedback.ts";
import { useText } from "../../text/use-text.ts";

export default function FeedbackHelp() {
  const t = useText(feedback);
  return (
    <>
      <p>{t.lead}</p>
      <ul>
        <li>{t.guide.send}</li>
        <li>{t.guide.tiers}</li>
        <li>{t.guide.sealed}</li>
      </ul>
    </>
  );
}
