import { Map as MapIcon } from "lucide-react";
import { useMemo } from "react";
import { AppLink } from "../../app/app-link.tsx";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { Combobox } from "../../kit/combobox.tsx";
import { DataTable } from "../../kit/data-table.tsx";
import { formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Select } from "../../kit/select.tsx";
import { Empty, Reading } from "../../kit/states.tsx";
import type { Column } from "../../kit/table-types.ts";
import { TextField } from "../../kit/text-field.tsx";
import { useIsWide } from "../../kit/use-is-wide.ts";
import { publicWords } from "../../text/public.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { useCommunes } from "../map/place-data.ts";
import { type Found, findSchools, type Place } from "./find-schools.ts";
import { FinderMap } from "./finder-map.tsx";
import { levelCodes, type OpenSchool, ownershipCodes, useOpenSchools } from "./open-data.ts";

/** `map`: a phone draws the map when it is asked for; its program is as large as the rest of the page. */
const nothing = { q: "", cap: "", loai: "", xa: "", gan: "", map: "" };

/** `/tim-truong`: every school by name, level, kind and commune, beside the map; nearest first from a place on it. */
export default function FinderPage() {
  const t = useText(publicWords);
  const schools = useOpenSchools();
  return (
    <>
      <PageHeader title={t.find.title} lead={t.find.lead} />
      <Reading reading={schools} lines={8}>
        {({ data }) => <Finder schools={data} />}
      </Reading>
    </>
  );
}

function Finder({ schools }: { readonly schools: readonly OpenSchool[] }) {
  const t = useText(publicWords);
  const language = useLanguage();
  const [asked, ask] = useUrlState(nothing);
  const isWide = useIsWide();
  const { q, cap, loai, xa, gan } = asked;
  const outlines = useCommunes();
  const near = useMemo((): { readonly name: string; readonly place: Place } | undefined => {
    const school = schools.find(({ id }) => `school:${id}` === gan);
    if (school !== undefined && school.longitude !== null && school.latitude !== null)
      return { name: school.title, place: [school.longitude, school.latitude] };
    const commune = outlines.data?.features.find(({ id }) => id === gan);
    return commune && { name: commune.properties.title, place: commune.properties.centre };
  }, [schools, outlines.data, gan]);
  const found = useMemo(
    () => findSchools(schools, { q, cap, loai, xa }, near?.place),
    [schools, q, cap, loai, xa, near],
  );
  const communes = useMemo(() => {
    const titles = new Map(
      schools.flatMap(({ communeCode, communeTitle }) =>
        communeCode === null ? [] : [[communeCode, communeTitle ?? communeCode] as const],
      ),
    );
    return [...titles]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label, "vi"));
  }, [schools]);
  const columns = useColumns(near !== undefined);
  return (
    <>
      <div className="mb-4 grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-4">
        <TextField
          label={t.find.name}
          type="search"
          placeholder={t.find.nameHint}
          value={q}
          onChange={(event) => ask({ q: event.target.value })}
        />
        <Select
          label={t.level}
          value={cap}
          onChange={(value) => ask({ cap: value })}
          options={[
            { value: "", label: t.find.everyLevel },
            ...levelCodes.map((value) => ({ value, label: t.levels[value] })),
          ]}
        />
        <Select
          label={t.ownership}
          value={loai}
          onChange={(value) => ask({ loai: value })}
          options={[
            { value: "", label: t.find.everyKind },
            ...ownershipCodes.map((value) => ({ value, label: t.ownerships[value] })),
          ]}
        />
        <Combobox
          label={t.commune}
          options={communes}
          value={xa}
          onChange={(value) => ask({ xa: value })}
          placeholder={t.find.everyCommune}
        />
      </div>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p role="status" className="text-muted">
          {t.find.found(formatNumber(found.length, language))}
          {near === undefined ? null : ` ${t.find.near(near.name)}`}
        </p>
        {Object.values(asked).every((value) => value === "") ? null : (
          <Button variant="quiet" size="small" onClick={() => ask(nothing)}>
            {t.find.clear}
          </Button>
        )}
      </div>
      <div className="grid gap-6 lg:grid-cols-[minmax(0,1fr)_24rem]">
        <section className="order-2 min-w-0 lg:order-1" aria-label={t.find.list}>
          <DataTable
            label={t.find.list}
            columns={columns}
            rows={found}
            rowKey={({ id }) => id}
            rowName={({ title }) => title}
            to={({ id }) => `/tim-truong/${id}`}
            total={found.length}
            empty={<Empty title={t.find.none}>{t.find.noneWhy}</Empty>}
          />
        </section>
        {isWide || asked.map !== "" ? (
          <FinderMap found={found} commune={xa} near={gan} onNear={(id) => ask({ gan: id }, true)} />
        ) : (
          <div className="order-1" data-print="hide">
            <Button variant="secondary" icon={MapIcon} isWide onClick={() => ask({ map: "1" })}>
              {t.find.openMap}
            </Button>
          </div>
        )}
      </div>
      <p className="text-muted mt-6 text-sm">
        <AppLink to="/hai-phong-qua-con-so" className="text-link underline">
          {t.figures.title}
        </AppLink>
      </p>
    </>
  );
}

function useColumns(withDistance: boolean): readonly Column<Found>[] {
  const t = useText(publicWords);
  const language = useLanguage();
  return useMemo(() => {
    const distance: Column<Found> = {
      id: "distance",
      title: t.find.distance,
      isNumber: true,
      width: "6rem",
      cell: ({ distanceKm }) =>
        distanceKm === null ? "–" : t.find.km(formatNumber(distanceKm, language, 1)),
    };
    return [
      { id: "title", title: t.school, isName: true, width: "minmax(14rem, 2fr)", cell: ({ title }) => title },
      ...(withDistance ? [distance] : []),
      {
        id: "levels",
        title: t.level,
        cell: ({ levels }) => levels.map((one) => t.levels[one as "01"] ?? one).join(", "),
      },
      {
        id: "address",
        title: t.address,
        width: "minmax(10rem, 2fr)",
        cell: ({ address, communeTitle }) => [address, communeTitle].filter(Boolean).join(", ") || "–",
      },
      { id: "phone", title: t.phone, width: "8rem", cell: ({ phone }) => phone ?? "–" },
    ];
  }, [t, language, withDistance]);
}
