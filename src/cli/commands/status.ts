import {
  type Notice,
  noticeKinds,
  openNotice,
  readNotices,
  updateNotice,
} from "#src/access/status/notices.ts";
import { readServices } from "#src/access/status/read-status.ts";
import { isServiceId, type ServiceId, serviceIds } from "#src/access/status/services.ts";
import { notConnected } from "#src/api/status/probe.ts";
import { localDay, systemClock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { openDatabase } from "#src/platform/postgres/open.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import { type Call, type Command, findString } from "../command.ts";
import { machineRecorder } from "../machine-actor.ts";
import {
  listOf,
  needed,
  oneOf,
  operandAt,
  textOption,
  unknownAction,
  uuidAt,
} from "../privacy/open-privacy.ts";

const shownDays = 90;

export const statusCommand: Command = {
  name: "status",
  summary: {
    vi: "tình trạng dịch vụ; báo bảo trì, sự cố trên trang /tinh-trang",
    en: "how the services are; announce maintenance and incidents on /tinh-trang",
  },
  operands: {
    vi: "[show | open maintenance|incident <tiêu đề> | update|close <mã>]",
    en: "[show | open maintenance|incident <title> | update|close <id>]",
  },
  details: {
    vi: `Dịch vụ: ${serviceIds.join(", ")}. Bảo trì phải có --from và --to; sự cố không có --from thì tính từ lúc báo. Ai cũng đọc được: không viết tên người, không viết chi tiết giúp kẻ tấn công.`,
    en: `Services: ${serviceIds.join(", ")}. Maintenance needs --from and --to; an incident without --from begins when it is told. Everybody reads it: no names, nothing that helps an attacker.`,
  },
  examples: [
    "hp status",
    "hp status open maintenance 'Nâng cấp máy chủ' --from 2026-11-28T22:00+07:00 --to 2026-11-29T02:00+07:00 --services portal,api --text 'Cổng tạm dừng trong đêm.'",
    "hp status close 91fa… --text 'Đã xong, mọi dịch vụ chạy lại.'",
  ],
  options: {
    from: textOption("bắt đầu, ISO 8601", "begins, ISO 8601", { vi: "lúc", en: "when" }),
    to: textOption("dự kiến xong, ISO 8601", "planned end, ISO 8601", { vi: "lúc", en: "when" }),
    services: textOption("dịch vụ bị ảnh hưởng, cách nhau dấu phẩy", "services concerned, by commas", {
      vi: "dịch vụ",
      en: "services",
    }),
    text: textOption("nói với mọi người điều gì", "what everybody is told", { vi: "lời", en: "text" }),
  },
  async run(call) {
    const [action = "show"] = call.operands;
    const database = await openDatabase(call.config);
    try {
      if (action === "show") return await show(call, database.pool);
      if (action === "open") return await open(call, database.pool);
      if (action === "update" || action === "close")
        return await tell(call, database.pool, action === "close");
      throw unknownAction(call, ["show", "open", "update", "close"]);
    } finally {
      await database.close();
    }
  },
};

async function show(call: Call, pool: Pool): Promise<number> {
  const now = systemClock.now();
  const since = new Date(now.getTime() - (shownDays - 1) * 86_400_000);
  const services = await readServices(pool, now, localDay(since), notConnected(call.config));
  const notices = await readNotices(pool, since);
  if (call.json) {
    call.print(JSON.stringify({ services, notices }));
    return 0;
  }
  for (const { id, state, days } of services) {
    const checks = days.reduce((sum, day) => sum + day.checks, 0);
    const failed = days.reduce((sum, day) => sum + day.failed, 0);
    call.print(`${id.padEnd(10)} ${state.padEnd(13)} ${checks - failed}/${checks}`);
  }
  for (const notice of notices) call.print(lineOf(notice));
  return 0;
}

const lineOf = ({ noticeId, kind, title, startsAt, closedAt }: Notice): string =>
  `${noticeId} ${kind} ${startsAt.toISOString()} ${closedAt === null ? "…" : closedAt.toISOString()} ${title}`;

async function open(call: Call, pool: Pool): Promise<number> {
  const at = systemClock.now();
  const kind = oneOf(operandAt(call, 1, { vi: "<loại>", en: "<kind>" }), noticeKinds, "open");
  const from = findString(call, "from");
  const to = findString(call, "to");
  const notice = {
    kind,
    title: operandAt(call, 2, { vi: "<tiêu đề>", en: "<title>" }),
    text: needed(call, "text"),
    services: servicesOf(call),
    startsAt: kind === "maintenance" || from !== undefined ? instantOf("from", needed(call, "from")) : at,
    endsAt: to === undefined ? null : instantOf("to", to),
  };
  const record = machineRecorder(call.config);
  const noticeId = await inTransaction(pool, (client) => openNotice(client, notice, { at, record }));
  return said(call, noticeId, { vi: "Đã báo", en: "Announced" });
}

async function tell(call: Call, pool: Pool, closes: boolean): Promise<number> {
  const noticeId = uuidAt(call, 1);
  const text = needed(call, "text");
  const teller = { at: systemClock.now(), record: machineRecorder(call.config) };
  await inTransaction(pool, (client) => updateNotice(client, noticeId, { text, closes }, teller));
  return said(
    call,
    noticeId,
    closes ? { vi: "Đã khép", en: "Closed" } : { vi: "Đã báo thêm", en: "Updated" },
  );
}

function said(call: Call, noticeId: string, word: { readonly vi: string; readonly en: string }): number {
  call.print(call.json ? JSON.stringify({ noticeId }) : `${call.say(word)}: ${noticeId}`);
  return 0;
}

/** All of them without `--services`. @throws HpError `argument-invalid` */
function servicesOf(call: Call): readonly ServiceId[] {
  const named = listOf(call, "services");
  if (named.length === 0) return serviceIds;
  return named.map((name) => {
    if (!isServiceId(name))
      throw new HpError("argument-invalid", { name: "--services", reason: serviceIds.join(", ") });
    return name;
  });
}

/** @throws HpError `argument-invalid` for no instant, or one without its offset: nobody should have to guess it */
function instantOf(name: string, text: string): Date {
  const at = new Date(text);
  if (Number.isNaN(at.getTime()) || !/(Z|[+-]\d\d:\d\d)$/.test(text))
    throw new HpError("argument-invalid", { name: `--${name}`, reason: "2026-11-28T22:00+07:00" });
  return at;
}
