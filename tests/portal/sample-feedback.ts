import { moveTicket, openTicket } from "#src/access/helpdesk/move.ts";
import { sampleCommune, sampleId, sampleSchool } from "#src/api/pages/sample-city.ts";
import type { TestApp } from "#src/api/test-app.ts";
import { foldersOf } from "#src/platform/config.ts";
import { inTransaction } from "#src/platform/postgres/pool.ts";
import { openKeyring } from "#src/platform/sealing/keyring.ts";

/** A parent's feedback at the school, answered once, and a teacher's at the commune. */
export async function insertSampleFeedback({ pool, dataDir }: TestApp): Promise<void> {
  const keyring = openKeyring(foldersOf(dataDir).keys);
  const accountId = sampleId("account guardian");
  const none = { unit: null, from: null, requestId: null };
  const act = { at: new Date("2026-11-20T02:00:00Z"), by: accountId, accountId, role: "guardian", ...none };
  const asked = { accountId, role: "guardian", kind: "fault", page: "/ho-so-cua-toi" } as const;
  await inTransaction(pool, async (client) => {
    const first = await openTicket(
      client,
      keyring,
      {
        ...asked,
        desk: { tier: "school", unitId: sampleSchool },
        text: "Trang hồ sơ mở rất chậm trên điện thoại.",
      },
      act,
    );
    const handler = { ...act, by: sampleId("account registrar"), accountId: sampleId("account registrar") };
    await moveTicket(
      client,
      keyring,
      first,
      { action: "answer", by: "handler", text: "Cảm ơn chị. Chị cho biết chậm vào lúc nào ạ?" },
      { ...handler, at: new Date("2026-11-20T03:00:00Z") },
    );
    await openTicket(
      client,
      keyring,
      {
        ...asked,
        kind: "wish",
        desk: { tier: "commune", unitId: sampleCommune },
        text: "Nên có lịch năm học.",
      },
      act,
    );
  });
}
