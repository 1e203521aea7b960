import { type EventFilter, type FoundEvent, findEvents } from "#src/access/audit/find-events.ts";
import { HpError } from "#src/platform/errors.ts";
import { type Call, type Command, type CommandOption, findString } from "../command.ts";
import { uuidOperand } from "../identity/operands.ts";
import { withAudit } from "./open-audit.ts";

const option = (
  vi: string,
  en: string,
  value: { readonly vi: string; readonly en: string },
): CommandOption => ({
  type: "string",
  value,
  help: { vi, en },
});
const id = { vi: "mã", en: "id" };
const time = { vi: "lúc", en: "time" };

export const auditTailCommand: Command = {
  name: "audit tail",
  summary: { vi: "các sự kiện mới nhất trong nhật ký truy vết", en: "the newest events of the audit" },
  examples: [
    "hp audit tail",
    "hp audit tail --result refused --from 2026-11-23T00:00:00+07:00",
    "hp audit tail --subject 5b0c… --limit 200",
  ],
  options: {
    limit: option("bao nhiêu (50)", "how many (50)", { vi: "số", en: "number" }),
    account: option("của tài khoản này", "of this account", id),
    subject: option("về hồ sơ này", "about this record", id),
    action: option(
      "việc này: learner.read, identity.decide…",
      "this action: learner.read, identity.decide…",
      { vi: "việc", en: "action" },
    ),
    result: option("ok, refused, failed", "ok, refused, failed", { vi: "kết quả", en: "result" }),
    from: option("từ lúc", "from", time),
    to: option("trước lúc", "before", time),
    after: option("trang sau", "the next page", { vi: "vị trí", en: "place" }),
  },
  run: (call) =>
    withAudit(call, async ({ store, record }) => {
      const filter = filterOf(call);
      const size = Number(findString(call, "limit") ?? 50);
      if (!Number.isInteger(size) || size < 1 || size > 10_000)
        throw new HpError("argument-invalid", { name: "--limit", reason: "1–10000" });
      await record({
        action: "audit.tail",
        object: "audit",
        subjects: filter.subject === undefined ? [] : [filter.subject],
        detail: { filters: Object.keys(filter) },
      });
      const after = findString(call, "after");
      const page = await findEvents(store.pool, filter, { size, ...(after === undefined ? {} : { after }) });
      if (call.json) {
        call.print(JSON.stringify(page));
        return 0;
      }
      for (const event of page.events) call.print(lineOf(event));
      if (page.next !== null) call.print(`--after ${page.next}`);
      return 0;
    }),
};

function filterOf(call: Call): EventFilter {
  const filter: Record<string, string> = {};
  for (const [option, name] of [
    ["account", "accountId"],
    ["subject", "subject"],
  ] as const) {
    const value = findString(call, option);
    if (value !== undefined) filter[name] = uuidOperand(value);
  }
  for (const name of ["action", "result"] as const) {
    const value = findString(call, name);
    if (value !== undefined) filter[name] = value;
  }
  for (const name of ["from", "to"] as const) {
    const value = findString(call, name);
    if (value === undefined) continue;
    const at = new Date(value);
    if (Number.isNaN(at.getTime()))
      throw new HpError("argument-invalid", { name: `--${name}`, reason: "2026-11-23T08:00:00+07:00" });
    filter[name] = at.toISOString();
  }
  return filter;
}

function lineOf(event: FoundEvent): string {
  const who = event.accountId ?? (event.from === "cli" ? "hp" : "–");
  return [
    event.at.slice(0, 23),
    event.result.padEnd(7),
    event.action,
    event.object ?? "–",
    `${event.role ?? "–"}${event.unit === null ? "" : ` ${event.unit}`}`,
    who,
    event.purpose ?? "–",
    event.from ?? "–",
    event.detail === null ? "" : JSON.stringify(event.detail),
  ].join("  ");
}
