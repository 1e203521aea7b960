import { ArrowLeft } from "lucide-react";
import { useMemo } from "react";
import { useApi } from "../../api/use-api.ts";
import { Button } from "../../kit/button.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { NumberText, ShareText } from "../../kit/number-text.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { reconciliation } from "../../text/reconciliation.ts";
import { useText } from "../../text/use-text.ts";
import type { Part } from "./reconciliation.ts";

interface Props {
  /** Empty for the communes of the city. */
  readonly communeCode: string;
  readonly mayGoUp: boolean;
  readonly onUp: () => void;
}

/** Communes of the city or schools of a commune, by how many of their people agree now, and ever did. */
export function PartsTable({ communeCode, mayGoUp, onUp }: Props) {
  const t = useText(reconciliation);
  const reading = useApi<{ readonly data: readonly Part[] }>("/api/v1/reconciliation/parts", {
    query: { communeCode },
  });
  const columns = useMemo((): readonly Column<Part>[] => {
    const count = (id: "records" | "verified" | "everVerified", title: string): Column<Part> => ({
      id,
      title,
      width: "minmax(7rem, 1fr)",
      isNumber: true,
      cell: (row) => <NumberText value={row[id]} />,
    });
    return [
      {
        id: "name",
        title: communeCode === "" ? t.commune : t.school,
        width: "minmax(14rem, 3fr)",
        isName: true,
        cell: ({ name }) => name,
      },
      count("records", t.records),
      count("verified", t.verifiedNow),
      {
        id: "share",
        title: t.shareNow,
        width: "minmax(7rem, 1fr)",
        isNumber: true,
        cell: ({ verified, records }) => <ShareText share={records === 0 ? null : verified / records} />,
      },
      count("everVerified", t.everVerified),
    ];
  }, [t, communeCode]);
  return (
    <section>
      {mayGoUp ? (
        <div className="mb-3">
          <Button variant="quiet" size="small" icon={ArrowLeft} onClick={onUp}>
            {t.allCommunes}
          </Button>
        </div>
      ) : null}
      <Reading reading={reading} lines={8}>
        {({ data }) => (
          <DataTable
            label={communeCode === "" ? t.communes : t.schools}
            columns={columns}
            rows={data}
            rowKey={({ id }) => id}
            to={({ id }) => (communeCode === "" ? `/doi-soat?xem=don-vi&xa=${id}` : `/doi-soat?truong=${id}`)}
            empty={<Empty title={t.noParts}>{t.noPartsWhy}</Empty>}
          />
        )}
      </Reading>
    </section>
  );
}
