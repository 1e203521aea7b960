import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { noticeKinds, openNotice, readNotices, updateNotice } from "#src/access/status/notices.ts";
import { readServices } from "#src/access/status/read-status.ts";
import { serviceIds } from "#src/access/status/services.ts";
import { findState } from "#src/insight/metrics/count-pass.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import type { Config } from "#src/platform/config.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { notConnected } from "./probe.ts";
import { securityTxt } from "./security-txt.ts";

const shownDays = 90;
const tags = ["health"];
const text = z.string().trim().min(1).max(2_000);
const instant = z.iso.datetime({ offset: true }).transform((given) => new Date(given));
const params = z.object({ noticeId: z.guid() });

interface StatusParts {
  /** Of the owner: states of services are nobody's rows. */
  readonly pool: Pool;
  readonly config: Pick<Config, "population" | "contact" | "security">;
  readonly clock: Clock;
}

/** How the platform is, for everybody; what is planned or broken is told by who runs it. */
export function registerStatus(app: FastifyInstance, { pool, config, clock }: StatusParts): void {
  const typed = app.withTypeProvider<ZodTypeProvider>();

  app.get(
    "/api/v1/open/status",
    {
      config: { access: "public" },
      schema: {
        operationId: "getServiceStatus",
        tags,
        summary: "Tình trạng dịch vụ: hiện nay, 90 ngày qua, bảo trì và sự cố, độ mới của dữ liệu",
      },
    },
    async (_request, reply) => {
      const now = clock.now();
      const since = new Date(now.getTime() - (shownDays - 1) * 86_400_000);
      const [services, notices, state, run] = [
        await readServices(pool, now, localDay(since), notConnected(config)),
        await readNotices(pool, since),
        await findState(pool),
        await pool.query<{ endedAt: Date }>(
          `select ended_at as "endedAt" from run where ended_at is not null order by run_seq desc limit 1`,
        ),
      ];
      return reply.header("cache-control", "public, max-age=30").send({
        now,
        today: localDay(now),
        days: shownDays,
        services,
        notices,
        data: {
          lastRunAt: run.rows[0]?.endedAt ?? null,
          countedAt: state?.countedAt ?? null,
          schoolYear: state?.pulse.schoolYear ?? null,
        },
      });
    },
  );

  app.get(
    "/api/v1/open/incident-contact",
    {
      config: { access: "public" },
      schema: {
        operationId: "getIncidentContact",
        tags,
        summary: "Nơi báo lộ dữ liệu, lỗ hổng: thư điện tử, điện thoại, biểu mẫu do đơn vị vận hành đặt",
      },
    },
    async (_request, reply) => reply.header("cache-control", "public, max-age=300").send(config.contact),
  );

  app.get(
    "/.well-known/security.txt",
    { config: { access: "public" }, schema: { hide: true } },
    async (request, reply) => {
      const origin = config.security.publicUrl ?? `${request.protocol}://${request.host}`;
      const told = securityTxt(config.contact, origin, clock.now());
      if (told === undefined)
        throw new HpError("record-not-found", { id: "security.txt", dataset: "contact" });
      return reply
        .type("text/plain; charset=utf-8")
        .header("cache-control", "public, max-age=3600")
        .send(told);
    },
  );

  typed.post(
    "/api/v1/service-notices",
    {
      config: { access: "account.manage" },
      schema: {
        operationId: "openServiceNotice",
        tags,
        summary: "Báo bảo trì hay sự cố trên trang tình trạng",
        body: z.strictObject({
          kind: z.enum(noticeKinds),
          title: z.string().trim().min(1).max(200),
          text,
          services: z.array(z.enum(serviceIds)).min(1).max(serviceIds.length),
          startsAt: instant,
          endsAt: instant.optional(),
        }),
      },
    },
    async (request, reply) => {
      const { endsAt = null, ...told } = request.body;
      const noticeId = await inTransaction(pool, (client) =>
        openNotice(client, { ...told, endsAt }, { at: clock.now(), record: request.recordDeed }),
      );
      return reply.code(201).send({ noticeId });
    },
  );

  typed.post(
    "/api/v1/service-notices/:noticeId/steps",
    {
      config: { access: "account.manage" },
      schema: {
        operationId: "updateServiceNotice",
        tags,
        summary: "Nói thêm về bảo trì hay sự cố, hoặc khép lại",
        params,
        body: z.strictObject({ text, closes: z.boolean().default(false) }),
      },
    },
    async (request) => {
      const { noticeId } = request.params;
      await inTransaction(pool, (client) =>
        updateNotice(client, noticeId, request.body, { at: clock.now(), record: request.recordDeed }),
      );
      return { noticeId };
    },
  );
}
