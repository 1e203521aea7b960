import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { DateText, NumberText } from "../../kit/number-text.tsx";
import { Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import type { Text } from "../../text/language.ts";
import { school as words } from "../../text/school.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { useCodeTitles } from "../registers/code-titles.ts";

interface Feed {
  readonly feedId: string;
  readonly sourceSystem: string;
  readonly intake: string;
  readonly intakeTitle: Text | null;
  readonly rows: number;
  readonly lastReceivedAt: string | null;
  readonly isLate: boolean;
}

/** Which program sends which data of the school, and when it last did; the longest waiting first. */
export function FeedTable({ schoolId }: { readonly schoolId: string }) {
  const t = useText(words);
  const say = useSay();
  const titleOf = useCodeTitles(["vendorSystem"]);
  const reading = useApi<{ readonly data: readonly Feed[] }>("/api/v1/metrics/feeds", {
    query: { schoolId, limit: 200 },
  });
  const columns = useMemo((): readonly Column<Feed>[] => {
    const source = (id: string): string => {
      const title = titleOf("vendorSystem", id);
      return title === undefined ? id : say(title);
    };
    return [
      {
        id: "source",
        title: t.feedColumns.source,
        isName: true,
        width: "minmax(10rem, 1.5fr)",
        cell: ({ sourceSystem }) => source(sourceSystem),
      },
      {
        id: "data",
        title: t.feedColumns.data,
        width: "minmax(10rem, 1.5fr)",
        cell: ({ intake, intakeTitle }) => (intakeTitle === null ? intake : say(intakeTitle)),
      },
      {
        id: "rows",
        title: t.feedColumns.rows,
        isNumber: true,
        width: "7rem",
        cell: ({ rows }) => <NumberText value={rows} />,
      },
      {
        id: "last",
        title: t.feedColumns.last,
        width: "11rem",
        cell: ({ lastReceivedAt }) =>
          lastReceivedAt === null ? t.never : <DateText value={lastReceivedAt} />,
      },
      {
        id: "state",
        title: t.feedColumns.state,
        width: "8rem",
        cell: ({ isLate }) => <Badge tone={isLate ? "act" : "good"}>{isLate ? t.late : t.inTime}</Badge>,
      },
    ];
  }, [t, say, titleOf]);
  return (
    <section className="mt-9" aria-labelledby="feeds">
      <h2 id="feeds" className="mb-3 text-lg font-semibold">
        {t.feeds}
      </h2>
      <Reading reading={reading}>
        {({ data }) =>
          data.length === 0 ? (
            <p className="text-muted">{t.noFeeds}</p>
          ) : (
            <DataTable label={t.feeds} columns={columns} rows={data} rowKey={({ feedId }) => feedId} />
          )
        }
      </Reading>
    </section>
  );
}
