import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";

/** The school a page is about: the caller's own, or the one in the address for who sees several. */
export function useSchool(): {
  readonly schoolId: string | undefined;
  readonly name: string | undefined;
  /** Whether the caller chooses among several. */
  readonly chooses: boolean;
  readonly choose: (schoolId: string) => void;
} {
  const caller = useCaller();
  const [{ truong }, setState] = useUrlState({ truong: "" });
  const unit = caller.role?.unit;
  const own = unit?.kind === "school" ? unit.id : undefined;
  const schoolId = own ?? (truong === "" ? undefined : truong);
  const school = useApi<{ readonly schoolName: string }>(
    `/api/v1/schools/${encodeURIComponent(schoolId ?? "")}`,
    { query: { fields: "schoolName" }, enabled: schoolId !== undefined },
  );
  return {
    schoolId,
    name: school.data?.schoolName,
    chooses: own === undefined,
    choose: (chosen) => setState({ truong: chosen }, true),
  };
}

/** The address of a page about this school, as links inside the area write it. */
export const withSchool = (path: string, schoolId: string | undefined, chooses: boolean): string =>
  chooses && schoolId !== undefined ? `${path}?truong=${encodeURIComponent(schoolId)}` : path;
