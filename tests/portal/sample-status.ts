import { openNotice, updateNotice } from "#src/access/status/notices.ts";
import { recordChecks } from "#src/access/status/record-check.ts";
import { serviceIds } from "#src/access/status/services.ts";
import { localDay } from "#src/platform/clock.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";

const dayMs = 86_400_000;
const unrecorded = async (): Promise<void> => undefined;

/** Twenty days of checks with a bad hour and a night without power, planned work and an incident that is over. */
export async function insertSampleStatus(pool: Pool): Promise<void> {
  const now = Date.now();
  const at = (daysAgo: number, minutes = 0): Date => new Date(now - daysAgo * dayMs + minutes * 60_000);
  await inTransaction(pool, async (client) => {
    for (let day = 20; day >= 0; day -= 1) {
      for (const minute of day === 0 ? [-2, 0] : [0, 1, 2, 3]) {
        await recordChecks(
          client,
          serviceIds.map((service) => ({
            service,
            isGood:
              !(service === "signIn" && day === 7 && minute > 1) && !(service === "intake" && day === 12),
          })),
          at(day, minute),
        );
      }
    }
    // The rounds between are told as watched: the page would else say that the server stood still each day.
    await client.query("update access.service_day set unwatched_seconds = 0 where day <> $1", [
      localDay(at(5)),
    ]);
    const teller = { at: at(7), record: unrecorded };
    const incident = await openNotice(
      client,
      {
        kind: "incident",
        title: "Đăng nhập bằng VNeID chập chờn",
        text: "Một số người không đăng nhập được bằng VNeID. Mật khẩu và khóa đăng nhập vẫn dùng được.",
        services: ["signIn"],
        startsAt: at(7),
        endsAt: null,
      },
      teller,
    );
    const closed = { text: "VNeID đã ổn định trở lại.", closes: true };
    await updateNotice(client, incident, closed, { ...teller, at: at(7, 55) });
    await openNotice(
      client,
      {
        kind: "maintenance",
        title: "Nâng cấp máy chủ cơ sở dữ liệu",
        text: "Cổng và API tạm dừng trong đêm. Dữ liệu đã gửi không mất.",
        services: ["portal", "api"],
        startsAt: at(-5),
        endsAt: at(-5, 180),
      },
      { at: at(1), record: unrecorded },
    );
  });
}
