import type { Client } from "#src/platform/postgres/pool.ts";
import { notify } from "../../notifications/notify.ts";
import type { Act } from "../act.ts";
import type { RightsRequest } from "./request.ts";

/** Who asked hears how it ended: the person, or the parent who asked for them. */
export async function tellAsker(
  client: Client,
  request: RightsRequest,
  end: "done" | "refused",
  act: Act,
): Promise<void> {
  const { entity, recordId, guardianId, requestId } = request;
  const isCorrection = request.kind === "correct";
  const kind = (isCorrection ? corrected : answered)[end];
  const person =
    guardianId === null ? { entity, recordId } : ({ entity: "guardian", recordId: guardianId } as const);
  const path = `/ho-so-cua-toi/${entity}/${recordId}?phan=${isCorrection ? "sua" : "yeu-cau"}`;
  await notify(
    client,
    { to: { person }, kind, about: `rightsRequest/${requestId}`, path, except: act.by },
    act.at,
  );
}

const answered = { done: "rightsDone", refused: "rightsRefused" } as const;
const corrected = { done: "correctionAccepted", refused: "correctionRefused" } as const;
