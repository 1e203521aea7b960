import { useApi } from "../../api/use-api.ts";
import { Drawer } from "../../kit/drawer.tsx";
import { formatInstant } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import type { Text } from "../../text/language.ts";
import { rowWords } from "../../text/rows.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { cellText } from "./rows-page.tsx";

interface Dataset {
  readonly fields: readonly { readonly name: string; readonly title: Text }[];
}

/** One person's record: the end of the way down. Reading it is a look that is written down, and the drawer says so. */
export function RecordDrawer({ path, onClose }: { readonly path: string; readonly onClose: () => void }) {
  const t = useText(rowWords);
  const say = useSay();
  const isLearner = path.includes("/learners/");
  const record = useApi<Readonly<Record<string, unknown>>>(path);
  const dataset = useApi<Dataset>(`/api/v1/dictionary/datasets/${isLearner ? "learner" : "staffMember"}`);
  return (
    <Drawer title={isLearner ? t.learner : t.staff} onClose={onClose}>
      <p className="text-muted mb-4 text-sm">{t.recorded}</p>
      <Reading reading={record} lines={8}>
        {(row) => (
          <>
            <dl className="divide-rule divide-y">
              {(dataset.data?.fields ?? [])
                .filter(({ name }) => row[name] !== undefined && row[name] !== null)
                .map(({ name, title }) => (
                  <div key={name} className="flex justify-between gap-6 py-2">
                    <dt className="text-muted text-sm">{say(title)}</dt>
                    <dd className="text-right break-words">{cellText(row[name])}</dd>
                  </div>
                ))}
            </dl>
            <p className="text-muted mt-4 text-sm">
              {t.since(
                typeof row.changedAt === "string" ? formatInstant(row.changedAt) : "–",
                String(row.runSeq ?? "–"),
              )}
            </p>
          </>
        )}
      </Reading>
    </Drawer>
  );
}
