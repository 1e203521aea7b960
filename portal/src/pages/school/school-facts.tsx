import { school as words } from "../../text/school.ts";
import { useSay, useText } from "../../text/use-text.ts";
import { useCodeTitles } from "../registers/code-titles.ts";

/** A school as `/api/v1/schools/{schoolId}` gives it. */
export interface School {
  readonly schoolId: string;
  readonly schoolName: string;
  readonly levels?: readonly string[] | null;
  readonly ownership?: string | null;
  readonly communeCode?: string | null;
  readonly address?: string | null;
  readonly phone?: string | null;
  readonly email?: string | null;
  readonly principalName?: string | null;
}

/** Who a school is; what is not known stays out. */
export function SchoolFacts({ of }: { readonly of: School }) {
  const t = useText(words);
  const say = useSay();
  const titleOf = useCodeTitles(["schoolLevel", "ownership"]);
  const code = (set: string, value: string): string => {
    const title = titleOf(set, value);
    return title === undefined ? value : say(title);
  };
  const facts = [
    [t.code, of.schoolId],
    [t.levels, of.levels?.map((level) => code("schoolLevel", level)).join(", ")],
    [t.ownership, of.ownership ? code("ownership", of.ownership) : undefined],
    [t.principal, of.principalName],
    [t.address, of.address],
    [t.phone, of.phone],
    [t.email, of.email],
  ].filter(([, value]) => value !== undefined && value !== null && value !== "");
  return (
    <section aria-labelledby="identity">
      <h2 id="identity" className="mb-2 text-lg font-semibold">
        {t.identity}
      </h2>
      <dl className="divide-rule divide-y">
        {facts.map(([name, value]) => (
          <div key={name} className="grid grid-cols-[8rem_minmax(0,1fr)] gap-4 py-2.5">
            <dt className="text-muted text-sm">{name}</dt>
            <dd className="min-w-0 break-words">{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
