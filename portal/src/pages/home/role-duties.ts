import type { Caller } from "../../api/caller.ts";
import type { NavIcon } from "../../app/nav-icon.ts";

/** What a role comes here to do, where nothing is counted for it. */
export type DutyId =
  | "classes"
  | "disclosure"
  | "trace"
  | "accounts"
  | "machines"
  | "services"
  | "extracts"
  | "send"
  | "reference"
  | "dictionary"
  | "feedback";

interface Duty {
  readonly icon: NavIcon;
  readonly to: (caller: Caller) => string;
}

export const duties: Readonly<Record<DutyId, Duty>> = {
  classes: { icon: "class", to: () => "/lop-cua-toi" },
  disclosure: {
    icon: "school",
    to: ({ role }) => (role?.unit.kind === "school" ? `/tim-truong/${role.unit.id ?? ""}` : "/tim-truong"),
  },
  trace: { icon: "audit", to: () => "/nhat-ky" },
  accounts: { icon: "rights", to: () => "/tai-khoan/xet-duyet" },
  machines: { icon: "system", to: () => "/he-thong-goi-api" },
  services: { icon: "wall", to: () => "/tinh-trang" },
  extracts: { icon: "report", to: () => "/docs/" },
  send: { icon: "upload", to: () => "/nop-tep" },
  reference: { icon: "system", to: () => "/docs/" },
  dictionary: { icon: "book", to: () => "/docs/dictionary" },
  feedback: { icon: "tasks", to: () => "/gop-y" },
};

const ofSchool: readonly DutyId[] = ["disclosure", "dictionary", "feedback"];

/** By role, most wanted first; a role that is not here has tasks of its own. */
export const dutiesOf: Readonly<Record<string, readonly DutyId[]>> = {
  homeroomTeacher: ["classes"],
  subjectTeacher: ["classes"],
  nurse: ofSchool,
  accountant: ofSchool,
  librarian: ofSchool,
  auditor: ["trace", "services", "dictionary"],
  systemAdministrator: ["accounts", "machines", "services"],
  researcher: ["extracts", "dictionary", "feedback"],
  vendorClient: ["send", "reference", "dictionary"],
};
