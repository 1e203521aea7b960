/** Where a request stands. */
export type RequestState = "received" | "awaitingProof" | "accepted" | "done" | "refused" | "cancelled";

/** What can happen to it. `accept`: the asker is who they say and may ask; the term begins. */
export type RequestAction = "askProof" | "accept" | "extend" | "complete" | "refuse" | "cancel";

const transitions: Readonly<Record<RequestState, Partial<Readonly<Record<RequestAction, RequestState>>>>> = {
  received: { askProof: "awaitingProof", accept: "accepted", refuse: "refused", cancel: "cancelled" },
  awaitingProof: { askProof: "awaitingProof", accept: "accepted", refuse: "refused", cancel: "cancelled" },
  accepted: { extend: "accepted", complete: "done", refuse: "refused", cancel: "cancelled" },
  done: {},
  refused: {},
  cancelled: {},
};

/** The state after an action; undefined when it is not possible there. */
export const stateAfter = (state: RequestState, action: RequestAction): RequestState | undefined =>
  transitions[state][action];

export const openStates: readonly RequestState[] = ["received", "awaitingProof", "accepted"];
