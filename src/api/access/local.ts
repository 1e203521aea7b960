import type { Authenticate } from "./request-access.ts";

const id = "00000000-0000-4000-8000-000000000000";

/**
 * Until sign-in is there whoever sits at this machine is the department's data steward: the program answers loopback
 * alone (guard.ts), and decisions are recorded under the name `local`.
 */
export const authenticateLocal: Authenticate = async () => ({
  principal: {
    accountId: id,
    displayName: "local",
    grant: { grantId: id, role: "departmentSteward", unit: { kind: "city" }, from: "2026-01-01T00:00:00Z" },
  },
  scope: { role: "departmentSteward", schools: [], learners: [], staff: [], guardians: [] },
});
