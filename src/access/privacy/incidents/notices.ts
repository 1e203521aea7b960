import { createHash } from "node:crypto";
import { getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { personalFieldsOf } from "../purposes/register.ts";
import type { Audience, ClockId } from "./clocks.ts";
import type { Incident, Story, StoryPart } from "./incidents.ts";

/** Who sends the notice; the department's own, from its settings. */
export interface Sender {
  readonly organisation?: string;
  readonly address?: string;
  /** The unit or person responsible for personal data (Law 91/2025). */
  readonly contact?: string;
}

export interface DraftNotice {
  readonly text: string;
  /** What the record doesn't say yet; it stands in the text as “[cần bổ sung: …]”. */
  readonly missing: readonly string[];
  readonly sha256: string;
}

const kindWords: Readonly<Record<Incident["kind"], string>> = {
  malware: "mã độc",
  intrusion: "xâm nhập trái phép",
  denialOfService: "tấn công từ chối dịch vụ",
  dataLeak: "lộ, mất dữ liệu",
  defacement: "thay đổi nội dung trái phép",
  phishing: "lừa đảo, giả mạo",
  supplier: "sự cố từ nhà cung cấp",
  insider: "vi phạm từ bên trong",
  other: "sự cố khác",
};

const levelWords: Readonly<Record<Incident["level"], string>> = {
  critical: "đặc biệt nghiêm trọng",
  serious: "nghiêm trọng",
  moderate: "trung bình",
  minor: "nhẹ",
};

const titles: Readonly<Record<Audience, string>> = {
  cyberAuthority: "lực lượng chuyên trách bảo vệ an ninh mạng, Bộ Công an",
  dataAuthority: "cơ quan chuyên trách bảo vệ dữ liệu cá nhân, Bộ Công an",
  persons: "quý phụ huynh, người học, cán bộ có dữ liệu bị ảnh hưởng",
};

const headings: Readonly<Record<ClockId, string>> = {
  "at-once": "BÁO CÁO NGAY SỰ CỐ AN NINH MẠNG",
  "cyber-first": "THÔNG BÁO BAN ĐẦU VỀ SỰ CỐ AN NINH MẠNG",
  "cyber-report": "BÁO CÁO SỰ CỐ AN NINH MẠNG",
  "personal-data": "THÔNG BÁO VI PHẠM QUY ĐỊNH VỀ BẢO VỆ DỮ LIỆU CÁ NHÂN",
};

/**
 * A notice drafted from the record, for an officer to read, complete and sign. What it contains follows NĐ 331/2026
 * Đ.31 and, for personal data, NĐ 356/2025 Đ.28, 29 (nature, time, kinds and number, consequences, measures, contact;
 * for persons also what they can do). The official forms are not reproduced: their layout is the Ministry's [unknown].
 */
export function draftNotice(
  incident: Incident,
  story: Story,
  clock: ClockId,
  audience: Audience,
  sender: Sender = {},
): DraftNotice {
  const missing: string[] = [];
  const need = (value: string | undefined, what: string): string => {
    if (value !== undefined && value.trim() !== "") return value.trim();
    missing.push(what);
    return `[cần bổ sung: ${what}]`;
  };
  const part = (name: StoryPart, what: string): string => need(story[name], what);
  // The first words go out before consequences and causes are known.
  const isFirst = clock === "at-once" || clock === "cyber-first";
  const isPersonal = audience !== "cyberAuthority" || incident.personalDataAt !== null;
  const items = [
    `Bên thông báo: ${need(sender.organisation, "tên cơ quan")}; địa chỉ: ${need(sender.address, "địa chỉ")}`,
    `Đầu mối bảo vệ dữ liệu cá nhân, ứng phó sự cố: ${need(sender.contact, "đầu mối liên hệ")}`,
    `Phát hiện lúc: ${localTime(incident.detectedAt)}`,
    `Loại sự cố: ${kindWords[incident.kind]}; mức độ: ${levelWords[incident.level]}`,
    `Diễn biến: ${part("nature", "mô tả sự việc")}`,
  ];
  if (isPersonal)
    items.push(
      `Dữ liệu liên quan: ${dataWords(incident, need)}${incident.sensitive ? " (có dữ liệu cá nhân nhạy cảm)" : ""}`,
      `Số người bị ảnh hưởng: ${need(incident.affectedPeople?.toLocaleString("vi-VN"), "số người")}`,
    );
  if (!isFirst)
    items.push(
      `Hậu quả, rủi ro: ${part("consequences", "hậu quả có thể xảy ra")}`,
      `Biện pháp đã và sẽ làm: ${part("measures", "biện pháp khắc phục")}`,
    );
  if (clock === "cyber-report") items.push(`Nguyên nhân: ${part("cause", "nguyên nhân")}`);
  if (audience === "persons")
    items.push(`Quý vị nên làm: ${part("advice", "hướng dẫn phòng tránh cho người bị ảnh hưởng")}`);
  const text = `${[
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Độc lập - Tự do - Hạnh phúc",
    "",
    headings[clock],
    "",
    `Kính gửi: ${titles[audience]}`,
    "",
    ...items.map((item, at) => `${at + 1}. ${item}`),
    "",
    "Người ký: ………………………………",
  ].join("\n")}\n`;
  return { text, missing, sha256: createHash("sha256").update(text).digest("hex") };
}

/** Kinds of data by the dictionary's titles; never values. */
function dataWords(incident: Incident, need: (value: string | undefined, what: string) => string): string {
  const words = incident.datasets.map((id) => {
    const dataset = getDataset(id);
    const fields = personalFieldsOf(id).flatMap((name) => {
      const field = dataset.fields[name];
      return field === undefined ? [] : [fieldTitle(name, field).vi.toLowerCase()];
    });
    return `${dataset.title.vi} (${fields.join(", ")})`;
  });
  return need(words.join("; "), "loại dữ liệu");
}

function localTime(at: Date): string {
  return new Intl.DateTimeFormat("vi-VN", {
    dateStyle: "short",
    timeStyle: "short",
    timeZone: "Asia/Ho_Chi_Minh",
  }).format(at);
}
