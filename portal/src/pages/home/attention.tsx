import { useNavigate } from "@tanstack/react-router";
import { Reading } from "../../kit/states.tsx";
import { home } from "../../text/home.ts";
import { useText } from "../../text/use-text.ts";
import { AlertList } from "../department/alert-list.tsx";
import { useFigures, useMetrics } from "../department/metric-data.ts";

/** What of the unit's figures is past its limit, each leading to how it is made and what is behind it. */
export default function Attention() {
  const t = useText(home);
  const navigate = useNavigate();
  const reading = useFigures("");
  const { byId } = useMetrics();
  return (
    <section aria-labelledby="attention">
      <h2 id="attention" className="mb-1 text-lg font-semibold">
        {t.attention}
      </h2>
      <Reading reading={reading}>
        {({ figures }) => (
          <AlertList
            figures={new Map(figures.map((figure) => [figure.id, figure]))}
            metrics={byId}
            onExplain={(id) => void navigate({ href: `/dieu-hanh?so=${id}` })}
          />
        )}
      </Reading>
    </section>
  );
}
