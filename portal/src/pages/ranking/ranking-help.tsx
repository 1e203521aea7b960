import { rankingWords } from "../../text/ranking.ts";
import { useText } from "../../text/use-text.ts";

export default function RankingHelp() {
  const t = useText(rankingWords).guide;
  return (
    <>
      <p>{t.what}</p>
      <ul>
        <li>{t.scope}</li>
        <li>{t.change}</li>
        <li>{t.shared}</li>
      </ul>
    </>
  );
}
