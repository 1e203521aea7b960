import { createHash } from "node:crypto";
import type { Check } from "#src/domains/dictionary/check.ts";
import type { Dataset } from "#src/domains/dictionary/dataset.ts";
import { type QualityView, qualityView } from "#src/domains/dictionary/quality-view.ts";
import { localDay } from "#src/platform/clock.ts";
import { dimensionWeight, severityPenalty } from "./formula.ts";

/** What scoring is told about the domains. */
export interface QualityRules {
  readonly datasets: readonly Dataset[];
  readonly checks: readonly Check[];
  readonly views: readonly QualityView[];
}

/** One dataset with what judges it. */
export interface Judged {
  readonly dataset: Dataset;
  readonly view: QualityView;
  readonly checks: readonly Check[];
}

/** The datasets that have rules, each with its view, by name: the order of exports is not the same everywhere. */
export function judgedDatasets(rules: QualityRules): readonly Judged[] {
  const byName = [...rules.datasets].sort((a, b) => a.id.localeCompare(b.id, "en"));
  return byName.flatMap((dataset) => {
    const checks = rules.checks.filter((check) => check.dataset === dataset.id);
    if (checks.length === 0) return [];
    const view = rules.views.find((candidate) => candidate.dataset === dataset.id) ?? qualityView(dataset);
    return [{ dataset, view, checks }];
  });
}

/** The day rules are read on. */
export interface ScoringDay {
  /** `yyyy-mm-dd` in Hải Phòng. */
  readonly today: string;
  readonly currentYear: string;
  readonly previousYear: string;
}

/** From 1 September the new school year counts: by then classes stand, and August's lists are still old. */
export function scoringDay(now: Date): ScoringDay {
  const today = localDay(now);
  const year = Number(today.slice(0, 4)) - (today.slice(5) >= "09-01" ? 0 : 1);
  return { today, currentYear: `${year}-${year + 1}`, previousYear: `${year - 1}-${year}` };
}

/**
 * A mark of everything that decides verdicts beside the records: rules, views, weights, the school year, and which
 * of the days that rules name have passed. When it differs from the last scoring's, all records are scored anew.
 */
export function rulesFingerprint(rules: QualityRules, now: Date): string {
  const { today, currentYear } = scoringDay(now);
  const text = JSON.stringify([
    judgedDatasets(rules).map(({ dataset, view, checks }) => [dataset.id, view, checks.map(verdictOf)]),
    severityPenalty,
    dimensionWeight,
  ]);
  const passed = [...text.matchAll(/date '(\d{4}-\d{2}-\d{2})'/g)].map(([, day = ""]) => day <= today);
  return createHash("sha256")
    .update(JSON.stringify([text, currentYear, passed]))
    .digest("hex");
}

/**
 * True where a record may stop breaking a rule merely because a day passed (`entry_date > today`). What was before
 * today stays so (`exit_date <= today`), and a day that a rule names is in the fingerprint.
 */
export function endsWithTime(check: Check): boolean {
  const lasting = /\bnot \(/.test(check.fails)
    ? /today >= date '[^']*'/g
    : /today >= date '[^']*'|<=? today\b/g;
  return /\btoday\b/.test(check.fails.replaceAll(lasting, ""));
}

/** A reworded sentence changes no verdict. */
function verdictOf(check: Check): readonly string[] {
  return [check.code, check.dimension, check.severity, check.fails];
}
