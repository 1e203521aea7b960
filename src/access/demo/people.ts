import type { RoleId } from "../roles/roles.ts";

/** A sample account: its user name, and the role it shows. */
export interface DemoPerson {
  readonly userName: string;
  readonly role: RoleId;
  /** Which of two accounts of one role this is (units.ts). */
  readonly variant?: "from16" | "below16";
}

/**
 * One account for every role a person can have, in the order the start page lists them. `public` is whoever has not
 * signed in, `vendorClient` a machine.
 */
export const demoPeople: readonly DemoPerson[] = [
  { userName: "lanh-dao-so", role: "departmentLeader" },
  { userName: "chuyen-vien-so", role: "departmentOfficer" },
  { userName: "du-lieu-so", role: "departmentSteward" },
  { userName: "can-bo-xa", role: "communeOfficer" },
  { userName: "du-lieu-xa", role: "communeSteward" },
  { userName: "hieu-truong", role: "principal" },
  { userName: "pho-hieu-truong", role: "vicePrincipal" },
  { userName: "du-lieu-truong", role: "schoolSteward" },
  { userName: "van-thu", role: "registrar" },
  { userName: "chu-nhiem", role: "homeroomTeacher" },
  { userName: "bo-mon", role: "subjectTeacher" },
  { userName: "y-te", role: "nurse" },
  { userName: "ke-toan", role: "accountant" },
  { userName: "thu-vien", role: "librarian" },
  { userName: "hoc-sinh-16", role: "learner", variant: "from16" },
  { userName: "hoc-sinh", role: "learner", variant: "below16" },
  { userName: "phu-huynh", role: "guardian" },
  { userName: "thanh-tra", role: "inspector" },
  { userName: "nghien-cuu", role: "researcher" },
  { userName: "kiem-toan", role: "auditor" },
  { userName: "quan-tri", role: "systemAdministrator" },
];

/** The same for all of them: told on the start page, and good on this machine alone (`demo-not-loopback`). */
export const demoPassword = "ben-nghieng-gio-long";
