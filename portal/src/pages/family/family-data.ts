import { problemOf, unreachable } from "../../api/problem.ts";
import type { Text } from "../../text/language.ts";

/** Me or a child of mine (GET /api/v1/portal/people). */
export interface OwnPerson {
  readonly entity: "learner" | "guardian" | "staffMember";
  readonly recordId: string;
  readonly isSelf: boolean;
  readonly fullName: string;
  readonly birthDate: string | null;
}

/** A request of mine (src/api/correction-requests). */
export interface OwnRequest {
  readonly requestId: string;
  readonly entity: string;
  readonly recordId: string;
  readonly state: string;
  readonly receivedAt: string;
  readonly dueOn: string;
  readonly closedAt: string | null;
  readonly fields: readonly {
    readonly field: string;
    readonly title: Text;
    readonly proposed: string | null;
  }[];
  readonly detail: string | null;
  readonly outcome: string | null;
  readonly evidence: readonly { readonly evidenceId: string }[];
}

export const ownRequestsPath = "/api/v1/me/correction-requests";

/** What people see of themselves on a school's papers, and so can say is wrong; the API has the last word. */
export const askedFields: Readonly<Record<OwnPerson["entity"], readonly string[]>> = {
  learner: [
    ...["fullName", "birthDate", "sex", "nationalId", "birthPlace", "hometown", "ethnicity", "religion"],
    ...["nationality", "phone", "email"],
  ],
  guardian: ["fullName", "birthYear", "nationalId", "phone", "occupation"],
  staffMember: ["fullName", "birthDate", "sex", "nationalId", "ethnicity", "religion", "phone", "email"],
};

/** As the API takes them (src/api/correction-requests/evidence.ts). */
export const paperTypes = ["application/pdf", "image/jpeg", "image/png"] as const;
export const mostPaperMb = 5;

/** @throws ApiProblem */
export async function sendPaper(requestId: string, paper: File): Promise<void> {
  const response = await fetch(`${ownRequestsPath}/${requestId}/evidence`, {
    method: "POST",
    credentials: "same-origin",
    headers: { accept: "application/json", "content-type": paper.type },
    body: paper,
  }).catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
}
