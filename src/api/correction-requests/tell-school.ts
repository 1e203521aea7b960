import { notify } from "#src/access/notifications/notify.ts";
import type { RightsRequest } from "#src/access/privacy/rights/request.ts";
import type { Client } from "#src/platform/postgres/pool.ts";

interface By {
  readonly accountId: string | null;
  readonly at: Date;
}

/** The school that answers hears of a new request; one that no school answers is the department's. */
export async function tellSchool(client: Client, request: RightsRequest, by: By): Promise<void> {
  const unit =
    request.schoolId === null
      ? ({ kind: "city" } as const)
      : ({ kind: "school", id: request.schoolId } as const);
  await notify(
    client,
    {
      to: { permission: "record.correct", unit },
      kind: "correctionAsked",
      about: `rightsRequest/${request.requestId}`,
      path: "/de-nghi-sua",
      ...(by.accountId === null ? {} : { except: by.accountId }),
    },
    by.at,
  );
}
