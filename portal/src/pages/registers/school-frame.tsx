import type { ReactNode } from "react";
import { PageHeader } from "../../kit/page-header.tsx";
import { SchoolChooser } from "../worklist/school-chooser.tsx";
import { useSchool } from "../worklist/use-school.ts";

interface Props {
  readonly title: string;
  readonly lead: string;
  readonly children: (schoolId: string) => ReactNode;
}

/** A page about one school: the caller's own, or the one they choose among theirs. */
export function SchoolFrame({ title, lead, children }: Props) {
  const { schoolId, name, choose } = useSchool();
  return (
    <>
      <PageHeader title={title} lead={name === undefined ? lead : `${name}. ${lead}`} />
      {schoolId === undefined ? <SchoolChooser onChoose={choose} /> : children(schoolId)}
    </>
  );
}
