import { useParams } from "@tanstack/react-router";
import { Printer } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "../../kit/button.tsx";
import { formatDay, formatInstant, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { publicWords } from "../../text/public.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { levelCodes, type SchoolDisclosure, useDisclosure } from "./open-data.ts";

/** `/tim-truong/$schoolId`: what a school makes public, as far as the store holds it; for paper too. */
export default function DisclosurePage() {
  const { schoolId } = useParams({ strict: false }) as { schoolId: string };
  const t = useText(publicWords);
  const reading = useDisclosure(schoolId);
  const crumbs = [{ title: t.find.title, to: "/tim-truong" }, { title: reading.data?.title ?? t.school }];
  return (
    <>
      <PageHeader
        title={reading.data?.title ?? t.school}
        lead={t.disclosure.lead}
        crumbs={crumbs}
        actions={
          <Button variant="secondary" icon={Printer} onClick={() => print()}>
            {t.disclosure.print}
          </Button>
        }
      />
      <Reading reading={reading} lines={10}>
        {(school) => <Disclosure school={school} />}
      </Reading>
    </>
  );
}

function Disclosure({ school }: { readonly school: SchoolDisclosure }) {
  const t = useText(publicWords);
  const language = useLanguage();
  const d = t.disclosure;
  const { measures } = school;
  const number = (value: number | null | undefined, unit = "") =>
    value === null || value === undefined ? null : `${formatNumber(value, language)}${unit}`;
  const yesNo = (value: boolean | null) => (value === null ? null : value ? d.yes : d.no);
  const { learners, classes } = measures;
  const perLearner =
    school.siteAreaM2 === null || learners === undefined || learners === 0
      ? null
      : `${formatNumber(school.siteAreaM2 / learners, language, 1)} m²`;
  const perClass =
    learners === undefined || classes === undefined || classes === 0
      ? null
      : formatNumber(learners / classes, language, 1);
  const phone =
    school.phone === null ? null : (
      <a className="text-link underline" href={`tel:${school.phone}`}>
        {school.phone}
      </a>
    );
  const email =
    school.email === null ? null : (
      <a className="text-link break-all underline" href={`mailto:${school.email}`}>
        {school.email}
      </a>
    );
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-2">
      <Facts
        title={d.contact}
        facts={[
          [t.level, school.levels.map((one) => t.levels[one as "01"] ?? one).join(", ")],
          [t.ownership, t.ownerships[school.ownership as "1"] ?? null],
          [t.address, school.address],
          [t.commune, school.communeTitle],
          [t.phone, phone],
          [d.email, email],
          [d.website, school.website],
          [d.founded, school.establishedDate === null ? null : formatDay(school.establishedDate)],
        ]}
      />
      <Facts
        title={d.size(school.schoolYear)}
        facts={[
          [d.learners, number(learners)],
          ...levelCodes
            .filter((code) => school.levels.length > 1 && school.levels.includes(code))
            .map((code) => [d.learnersOf(t.levels[code]), number(measures[`learners.${code}`])] as const),
          [d.classes, number(classes)],
          [d.perClass, perClass],
        ]}
      />
      <Facts
        title={d.people}
        facts={[
          [d.staff, number(measures.staff)],
          [d.managers, number(measures.managers)],
          [d.teachers, number(measures.teachers)],
          [d.supportStaff, number(measures.supportStaff)],
        ]}
      />
      <Facts
        title={d.facilities}
        facts={[
          [d.rooms, number(measures.rooms)],
          [d.classrooms, number(measures.classrooms)],
          [d.area, number(school.siteAreaM2, " m²")],
          [d.areaPerLearner, perLearner],
          [d.electricity, yesNo(school.hasElectricity)],
          [d.water, yesNo(school.hasCleanWater)],
          [d.toilets, yesNo(school.hasSeparateToilets)],
          [d.access, yesNo(school.hasDisabilityAccess)],
        ]}
      />
      <Facts
        title={d.quality}
        facts={[
          [d.accreditation, d.accreditations[school.accreditationLevel as "0"] ?? null],
          [d.standard, d.standards[school.nationalStandardLevel as "0"] ?? null],
        ]}
      />
      <section>
        <h2 className="mb-2 text-lg font-semibold">{d.notHere}</h2>
        <ul className="text-muted list-disc space-y-1 pl-5">
          {Object.values(d.notHereList).map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ul>
      </section>
      <p className="text-muted text-sm lg:col-span-2">
        {school.asOf === null ? d.neverCounted : d.asOf(formatInstant(school.asOf))} {d.small}
      </p>
    </div>
  );
}

type Fact = readonly [label: string, value: ReactNode];

function Facts({ title, facts }: { readonly title: string; readonly facts: readonly Fact[] }) {
  const t = useText(publicWords);
  return (
    <section className="break-inside-avoid">
      <h2 className="mb-1 text-lg font-semibold">{title}</h2>
      <dl className="divide-rule divide-y">
        {facts.map(([label, value]) => (
          <div key={label} className="flex flex-wrap justify-between gap-x-6 gap-y-0.5 py-2">
            <dt className="text-muted">{label}</dt>
            <dd className="text-right font-medium">
              {value === null || value === "" ? (
                <span className="text-muted font-normal">{t.disclosure.missing}</span>
              ) : (
                value
              )}
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
