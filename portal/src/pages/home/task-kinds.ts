import type { Caller } from "../../api/caller.ts";
import type { NavIcon } from "../../app/nav-icon.ts";

/** Kinds of tasks the API tells of (src/api/portal/today.ts), each with its picture and where it is done. */
export type TaskId = "reviews" | "cases" | "issues" | "pairs";

interface TaskKind {
  readonly icon: NavIcon;
  readonly to: (caller: Caller) => string;
}

const schoolOf = (caller: Caller): string | undefined =>
  caller.role?.unit.kind === "school" ? caller.role.unit.id : undefined;
const communeOf = (caller: Caller): string | undefined =>
  caller.role?.unit.kind === "commune" ? caller.role.unit.id : undefined;

/** The page of the caller's own unit: a school's, a commune's, or the city's. */
function ofUnit(caller: Caller, school: string, commune: string, city: string): string {
  const schoolId = schoolOf(caller);
  if (schoolId !== undefined) return `${school}/${schoolId}`;
  const code = communeOf(caller);
  return code === undefined ? city : `${commune}/${code}`;
}

export const taskKinds: Readonly<Record<TaskId, TaskKind>> = {
  reviews: { icon: "upload", to: () => "/viec-cho" },
  cases: {
    icon: "reconcile",
    to: () => "/doi-soat",
  },
  issues: {
    icon: "quality",
    to: (caller) =>
      schoolOf(caller) === undefined
        ? ofUnit(caller, "/truong", "/xa-phuong", "/xa-phuong")
        : "/viec-can-sua",
  },
  pairs: { icon: "identity", to: () => "/trung-ho-so" },
};
