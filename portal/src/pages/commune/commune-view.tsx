import { useCaller } from "../../api/caller.ts";
import { Button } from "../../kit/button.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import { commune } from "../../text/commune.ts";
import { useText } from "../../text/use-text.ts";
import { unitPath, useFigures, useLiveFigures } from "../department/metric-data.ts";
import { MonthPart } from "./month-part.tsx";
import { ResidencePart } from "./residence-part.tsx";
import { SchoolsPart } from "./schools-part.tsx";

/** A commune: its month, its schools, its children. */
export function CommuneView({ code }: { readonly code: string }) {
  const t = useText(commune);
  const { role } = useCaller();
  const unit = `commune:${code}`;
  const figures = useFigures(unit);
  useLiveFigures();
  const isOwn = role?.unit.kind === "commune" && role.unit.id === code;
  if (figures.error?.code === "record-not-found")
    return (
      <Empty title={t.outOfScope} heading="h1" action={<Button href="/xa">{t.title}</Button>}>
        {t.outOfScopeWhy}
      </Empty>
    );
  return (
    <Reading reading={figures} lines={10}>
      {({ title }) => (
        <>
          <PageHeader
            title={title}
            lead={t.lead}
            crumbs={isOwn ? [] : [{ title: t.title, to: "/xa" }]}
            actions={
              <>
                <Button variant="secondary" href={unitPath(unit)}>
                  {t.allFigures}
                </Button>
                <Button variant="secondary" href={`/xa/${code}/bao-cao-quy`}>
                  {t.quarter}
                </Button>
              </>
            }
          />
          <div className="space-y-10">
            <MonthPart code={code} />
            <SchoolsPart code={code} />
            <ResidencePart code={code} />
          </div>
        </>
      )}
    </Reading>
  );
}
