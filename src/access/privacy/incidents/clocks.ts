import type { LegalRule } from "#src/domains/dictionary/legal-rule.ts";
import type { Text } from "#src/domains/dictionary/text.ts";
import { localDay } from "#src/platform/clock.ts";

/** How bad, in our own words: the decrees don't define "serious"; in doubt the higher one [design]. */
export const incidentLevels = ["critical", "serious", "moderate", "minor"] as const;
export type IncidentLevel = (typeof incidentLevels)[number];

/** Who has to be told. */
export type Audience = "cyberAuthority" | "dataAuthority" | "persons";

export const audienceTitles: Readonly<Record<Audience, Text>> = {
  cyberAuthority: {
    vi: "Lực lượng chuyên trách bảo vệ an ninh mạng (Bộ Công an)",
    en: "Cyber-security force of the Ministry of Public Security",
  },
  dataAuthority: { vi: "Cơ quan chuyên trách bảo vệ dữ liệu cá nhân", en: "Personal data authority" },
  persons: { vi: "Người có dữ liệu bị ảnh hưởng", en: "Persons concerned" },
};

export type ClockId = "at-once" | "cyber-first" | "cyber-report" | "personal-data";

interface Clock {
  /** Hours from when it was detected (personal data: from when that was known). */
  readonly hours: number;
  readonly levels: readonly IncidentLevel[];
  readonly audiences: readonly Audience[];
}

interface ClockRule extends LegalRule<Clock> {
  readonly ruleId: ClockId;
}

const cyber = "NĐ 331/2026/NĐ-CP Đ.31; Luật 116/2025";
const from = "2026-08-19";

/** The four clocks (handbook §10). */
export const clockRules: readonly ClockRule[] = [
  {
    ruleId: "at-once",
    title: { vi: "Báo ngay khi phát hiện", en: "At once" },
    legalBasis: cyber,
    tag: "found",
    effectiveFrom: from,
    params: { hours: 0, levels: ["critical"], audiences: ["cyberAuthority"] },
  },
  {
    ruleId: "cyber-first",
    title: { vi: "Thông báo ban đầu trong 24 giờ", en: "First notice within 24 hours" },
    legalBasis: cyber,
    tag: "found",
    effectiveFrom: from,
    params: { hours: 24, levels: ["critical", "serious"], audiences: ["cyberAuthority"] },
  },
  {
    ruleId: "cyber-report",
    title: { vi: "Báo cáo sự cố trong 72 giờ", en: "Report within 72 hours" },
    legalBasis: cyber,
    tag: "found",
    effectiveFrom: from,
    params: { hours: 72, levels: ["critical", "serious", "moderate"], audiences: ["cyberAuthority"] },
  },
  {
    ruleId: "personal-data",
    title: { vi: "Thông báo vi phạm dữ liệu cá nhân trong 72 giờ", en: "Breach notice within 72 hours" },
    legalBasis: "Luật 91/2025 Đ.23; NĐ 356/2025 Đ.28, 29",
    tag: "found",
    effectiveFrom: "2026-01-01",
    // Persons are told in every case, which is more than the decree asks [design].
    params: {
      hours: 72,
      levels: incidentLevels,
      audiences: ["dataAuthority", "persons"],
    },
  },
];

/** A notice that has to go out, by when. */
export interface DueNotice {
  readonly clock: ClockId;
  readonly audience: Audience;
  readonly dueAt: Date;
}

/** The notices an incident asks for, in the order they are due. */
export function noticesOf(incident: {
  readonly level: IncidentLevel;
  readonly detectedAt: Date;
  readonly personalDataAt: Date | null;
}): readonly DueNotice[] {
  return (["at-once", "cyber-first", "cyber-report", "personal-data"] as const)
    .flatMap((clock) => {
      const start = clock === "personal-data" ? incident.personalDataAt : incident.detectedAt;
      if (start === null) return [];
      const rule = findRule(clock, localDay(start));
      if (rule === undefined || !rule.levels.includes(incident.level)) return [];
      const { hours, audiences } = rule;
      return audiences.map((audience) => ({
        clock,
        audience,
        dueAt: new Date(start.getTime() + hours * 3_600_000),
      }));
    })
    .sort((a, b) => a.dueAt.getTime() - b.dueAt.getTime());
}

/** Undefined on a day before the decree: what held then is another text, which we have not read. */
function findRule(clock: ClockId, day: string): Clock | undefined {
  return clockRules.find(
    ({ ruleId, effectiveFrom, effectiveTo }) =>
      ruleId === clock && effectiveFrom <= day && (effectiveTo === undefined || day <= effectiveTo),
  )?.params;
}
