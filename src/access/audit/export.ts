import { isIP } from "node:net";
import { hostname } from "node:os";
import type { AuditKey } from "./audit-key.ts";
import { type Checkpoint, hashOfCheckpoint } from "./checkpoint.ts";
import { column, type StoredRow } from "./event.ts";

export const exportFormats = ["jsonl", "syslog", "otlp"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What leaves for the city's security centre (SOC): codes, counts, pseudonyms. */
export type ExportRecord = Readonly<Record<string, string | number | boolean>>;

/**
 * An event for the SOC: who (account id), in which role and unit, what, from which address, how it ended. No personal
 * data: of a record the dataset and a tag, of those concerned their number, of the detail only numbers and yes/no; a
 * text that is no code does not pass, whoever put it there.
 */
export function exportEvent(key: AuditKey, row: StoredRow): ExportRecord {
  const text = (name: keyof typeof column): string => row[column[name]] ?? "";
  const [dataset = "", ...id] = text("object").split("/");
  const subjects = text("subjects") === "" ? 0 : text("subjects").split(",").length;
  return compact({
    type: "event",
    id: `${text("day")}/${text("lane")}/${text("seq")}`,
    at: isoOfMicros(text("at")),
    action: code(text("action")) ?? "other",
    result: code(text("result")) ?? "other",
    account: uuid(text("account")),
    role: code(text("role")),
    unit: unitOf(key, text("unit")),
    dataset: code(dataset),
    object: id.length === 0 ? undefined : key.tag(text("object")),
    subjects,
    purpose: code(text("purpose")),
    address: isIP(text("address")) === 0 ? undefined : text("address"),
    request: uuid(text("request")) ?? code(text("request")),
    ...countsOf(text("detail")),
  });
}

/** A checkpoint for the SOC: from then on somebody outside can tell that what was sealed is still there. */
export function exportCheckpoint(checkpoint: Checkpoint): ExportRecord {
  const { no, madeAt, day, events, totalEvents, dayHead, keyId, signature } = checkpoint;
  const hash = hashOfCheckpoint(checkpoint);
  return {
    type: "checkpoint",
    id: no,
    at: madeAt,
    day,
    events,
    totalEvents,
    dayHead,
    hash,
    keyId,
    signature,
  };
}

export function formatRecord(record: ExportRecord, format: ExportFormat): string {
  if (format === "syslog") return syslogLine(record);
  return JSON.stringify(format === "otlp" ? logRecord(record) : record);
}

/** SeverityNumber of the OpenTelemetry log data model: INFO, WARN, ERROR. */
const otelSeverities: Readonly<Record<string, readonly [number: number, text: string]>> = {
  ok: [9, "INFO"],
  refused: [13, "WARN"],
  failed: [17, "ERROR"],
};

/** A LogRecord in OTLP's JSON encoding: 64-bit numbers as text, attributes by kind of value. */
function logRecord({ at, ...rest }: ExportRecord): object {
  const [severityNumber, severityText] = otelSeverities[String(rest.result ?? "ok")] ?? [13, "WARN"];
  return {
    timeUnixNano: String(BigInt(Date.parse(String(at))) * 1_000_000n),
    severityNumber,
    severityText,
    body: { stringValue: String(rest.action ?? rest.type) },
    attributes: Object.entries(rest).map(([name, value]) => ({
      key: `hp.audit.${name}`,
      value: anyValue(value),
    })),
  };
}

function anyValue(value: string | number | boolean): object {
  if (typeof value === "boolean") return { boolValue: value };
  if (typeof value === "string") return { stringValue: value };
  return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/** A word of the program: no blank, no accent, and no run of digits as numbers of people have. */
function code(text: string): string | undefined {
  return /^[A-Za-z][A-Za-z0-9._-]{0,47}$/.test(text) && !/\d{6}/.test(text) ? text : undefined;
}

const uuid = (text: string): string | undefined =>
  /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined;

/** Communes, schools and classes are no persons; a unit that names one goes out as a tag. */
function unitOf(key: AuditKey, unit: string): string | undefined {
  const [kind = "", ...id] = unit.split("/");
  if (code(kind) === undefined) return undefined;
  const isOpen = ["city", "none", "commune", "school", "class"].includes(kind);
  if (id.length === 0) return kind;
  return isOpen && /^[\w./-]{1,60}$/.test(unit) ? unit : `${kind}/${key.tag(unit)}`;
}

function countsOf(detail: string): Record<string, number | boolean> {
  if (detail === "") return {};
  const value: unknown = JSON.parse(detail);
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
      code(name) !== undefined && (typeof one === "boolean" || isCount(one))
        ? [[`detail.${name}`, one] as [string, number | boolean]]
        : [],
    ),
  );
}

/** A citizen number read as a number would pass as a count. */
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && Math.abs(value) < 10_000_000;

function compact(values: Readonly<Record<string, string | number | boolean | undefined>>): ExportRecord {
  return Object.fromEntries(
    Object.entries(values).filter(
      (entry): entry is [string, string | number | boolean] => entry[1] !== undefined,
    ),
  );
}

function isoOfMicros(micros: string): string {
  const whole = BigInt(micros);
  const rest = String(whole % 1_000n).padStart(3, "0");
  return new Date(Number(whole / 1_000n)).toISOString().replace("Z", `${rest}Z`);
}

/** RFC 5424 §6.2.1: facility 13 is "log audit"; severity 3 error, 4 warning, 6 informational. */
const facility = 13;
const severities: Readonly<Record<string, number>> = { ok: 6, refused: 4, failed: 3 };

/** 32473 is the number RFC 5612 sets aside where one has none of one's own. */
const structuredDataId = "hp@32473";

function syslogLine(record: ExportRecord): string {
  const severity = severities[String(record.result ?? "ok")] ?? 4;
  const { at, action, type, ...rest } = record;
  const parameters = Object.entries({ type: type ?? "", ...rest })
    // PARAM-NAME (§6.3.3) has at most 32 characters; a name of ours is shorter or is cut.
    .map(([name, value]) => ` ${name.slice(0, 32)}="${String(value).replace(/["\\\]]/g, "\\$&")}"`)
    .join("");
  const messageId = String(action ?? type).slice(0, 32);
  const header = `<${facility * 8 + severity}>1 ${at} ${hostname().slice(0, 255) || "-"} hoa-phuong ${process.pid} ${messageId}`;
  return `${header} [${structuredDataId}${parameters}]`;
}
