import type { Client } from "#src/platform/postgres/pool.ts";
import { notify } from "../../notifications/notify.ts";
import type { Act } from "../act.ts";
import type { RightsRequest } from "./request.ts";

/**
 * Who asked hears how it ended: the person, or the parent who asked for them. Corrections are told of where the school
 * answers them (api/correction-requests).
 */
export async function tellAsker(
  client: Client,
  request: RightsRequest,
  kind: "rightsDone" | "rightsRefused",
  act: Act,
): Promise<void> {
  if (request.kind === "correct") return;
  const { entity, recordId, guardianId, requestId } = request;
  const person =
    guardianId === null ? { entity, recordId } : ({ entity: "guardian", recordId: guardianId } as const);
  const path = `/ho-so-cua-toi/${entity}/${recordId}?phan=yeu-cau`;
  await notify(
    client,
    { to: { person }, kind, about: `rightsRequest/${requestId}`, path, except: act.by },
    act.at,
  );
}
