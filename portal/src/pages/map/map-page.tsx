import { Printer } from "lucide-react";
import { useMemo } from "react";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { Checkbox } from "../../kit/checkbox.tsx";
import { Combobox } from "../../kit/combobox.tsx";
import type { MapShape } from "../../kit/map-view.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { mapWords } from "../../text/map.ts";
import { metricWords } from "../../text/metrics.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { unitPath, useLiveFigures, useMetrics } from "../department/metric-data.ts";
import { PartsTable } from "../department/parts-table.tsx";
import { ChosenPlace } from "./chosen-place.tsx";
import { CommuneMap } from "./commune-map.tsx";
import { useCommunes, useSchools } from "./place-data.ts";

/** `/ban-do`: any metric over the communes, all schools as places, and the same as a table. */
export default function MapPage() {
  const t = useText(mapWords);
  const words = useText(metricWords);
  const say = useSay();
  const language = useLanguage();
  const [{ metric: metricId, noi, truong, cap }, setState] = useUrlState({
    metric: "quality",
    noi: "",
    truong: "",
    cap: "",
  });
  const { all, byId, groups } = useMetrics();
  const communes = useCommunes();
  const schools = useSchools(truong !== "" || noi.startsWith("school:"));
  useLiveFigures();
  const dots = useMemo(
    (): readonly MapShape[] =>
      truong === ""
        ? []
        : (schools.data?.features ?? [])
            .filter(({ properties }) => cap === "" || properties.levels.includes(cap))
            .map(({ id, properties, geometry }) => ({
              id: `school:${id}`,
              name: properties.title,
              value: null,
              geometry,
            })),
    [schools.data, truong, cap],
  );
  const metric = byId.get(metricId);
  const offered = all.filter(({ absent }) => absent === undefined);
  const placeOptions = useMemo(
    () => [
      ...(communes.data?.features ?? []).map(({ id, properties }) => ({
        value: `commune:${id}`,
        label: properties.title,
      })),
      ...(schools.data?.features ?? []).map(({ id, properties }) => ({
        value: `school:${id}`,
        label: properties.title,
      })),
    ],
    [communes.data, schools.data],
  );
  const without = schools.data?.withoutPlace ?? [];
  const choose = (id: string): void =>
    setState({ noi: id.startsWith("school:") ? id : `commune:${id}` }, true);
  return (
    <>
      <PageHeader
        title={t.title}
        lead={t.lead}
        actions={
          <Button variant="quiet" icon={Printer} onClick={() => print()}>
            {words.print}
          </Button>
        }
      />
      <div className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4" data-print="hide">
        <Select
          label={t.metric}
          value={metricId}
          onChange={(id) => setState({ metric: id })}
          options={offered.map(({ id, title, group }) => ({
            value: id,
            label: `${say(groups[group] ?? { vi: "", en: "" })}: ${say(title)}`,
          }))}
        />
        <Combobox
          label={t.find}
          options={placeOptions}
          value={noi}
          onChange={(value) => setState({ noi: value }, true)}
          placeholder={t.findHint}
        />
        <Select
          label={t.level}
          value={cap}
          disabled={truong === ""}
          onChange={(level) => setState({ cap: level })}
          options={[
            { value: "", label: words.everyLevel },
            ...Object.entries(words.levels).map(([value, label]) => ({ value, label })),
          ]}
        />
        <Checkbox
          label={t.schools}
          isChecked={truong !== ""}
          onChange={(checked) => setState({ truong: checked ? "1" : "" })}
        />
      </div>
      <div className="grid gap-6 xl:grid-cols-[minmax(0,1fr)_20rem]">
        <CommuneMap
          metric={metric}
          heightPx={560}
          selected={noi.replace(/^commune:/, "")}
          onSelect={choose}
          dots={dots}
        />
        <ChosenPlace unit={noi} metrics={byId} metricId={metricId} />
      </div>
      {truong === "" || without.length === 0 ? null : (
        <p className="text-muted mt-3 text-sm">
          {t.withoutPlace(formatNumber(without.length, language))}{" "}
          {without
            .slice(0, 20)
            .map(({ title }) => title)
            .join("; ")}
          {without.length > 20 ? "…" : ""}
        </p>
      )}
      <div className="border-rule mt-8 border-t pt-6">
        <PartsTable
          unit="city"
          metrics={byId}
          shown={[metricId]}
          title={() => t.table}
          to={(part) => unitPath(part.unit)}
        />
      </div>
    </>
  );
}
