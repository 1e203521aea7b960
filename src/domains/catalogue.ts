/**
 * Everything that is declared, in one place: what the pipeline, the API, the templates, the catalogue pages and
 * the tests walk over. A domain's `schema.ts` exports its datasets, `code-sets.ts` its code sets, and so on; whatever such a
 * module exports is declared, so adding a declaration to a domain needs no second line here.
 */

import * as classroomChecks from "./classroom/checks.ts";
import * as classroomCodes from "./classroom/code-sets.ts";
import * as classroomIntakes from "./classroom/intake.ts";
import * as classroomRules from "./classroom/legal-rules.ts";
import * as classroomClassRules from "./classroom/legal-rules-class.ts";
import * as classroomViews from "./classroom/quality-view.ts";
import * as classroom from "./classroom/schema.ts";
import type { Check } from "./dictionary/check.ts";
import type { CodeEntry, CodeSet } from "./dictionary/code-set.ts";
import type { Dataset } from "./dictionary/dataset.ts";
import type { Intake } from "./dictionary/intake.ts";
import type { LegalRule } from "./dictionary/legal-rule.ts";
import type { LinkageSpec } from "./dictionary/linkage.ts";
import type { Matching } from "./dictionary/matching.ts";
import type { QualityView } from "./dictionary/quality-view.ts";
import * as exchangeChecks from "./exchange/checks.ts";
import * as exchangeCodes from "./exchange/code-sets.ts";
import * as exchangeRules from "./exchange/legal-rules.ts";
import * as exchangeViews from "./exchange/quality-view.ts";
import * as exchange from "./exchange/schema.ts";
import * as facilityChecks from "./facility/checks.ts";
import * as facilityCodes from "./facility/code-sets.ts";
import * as facilityIntakes from "./facility/intake.ts";
import * as facilityRules from "./facility/legal-rules.ts";
import * as facilityViews from "./facility/quality-view.ts";
import * as facility from "./facility/schema.ts";
import * as learnerChecks from "./learner/checks.ts";
import * as learnerCodes from "./learner/code-sets.ts";
import * as learnerIntakes from "./learner/intake.ts";
import * as learnerLinkage from "./learner/linkage.ts";
import * as learnerMatching from "./learner/matching.ts";
import * as learnerViews from "./learner/quality-view.ts";
import * as learner from "./learner/schema.ts";
import { correctionIntakes } from "./mendable.ts";
import * as referenceChecks from "./reference/checks.ts";
import * as referenceCodes from "./reference/code-sets.ts";
import * as referenceIntakes from "./reference/intake.ts";
import * as referenceRules from "./reference/legal-rules.ts";
import * as referenceLinkage from "./reference/linkage.ts";
import * as referenceViews from "./reference/quality-view.ts";
import * as reference from "./reference/schema.ts";
import * as staffChecks from "./staff/checks.ts";
import * as staffCodes from "./staff/code-sets.ts";
import * as staffIntakes from "./staff/intake.ts";
import * as staffRules from "./staff/legal-rules.ts";
import * as staffLinkage from "./staff/linkage.ts";
import * as staffMatching from "./staff/matching.ts";
import * as staffViews from "./staff/quality-view.ts";
import * as staff from "./staff/schema.ts";

type Module = Readonly<Record<string, unknown>>;

/** The declarations a list of modules exports, alone or in arrays, each once, in the order of the modules. */
function declared<T extends object>(
  modules: readonly Module[],
  is: (value: object) => boolean,
): readonly T[] {
  const found = new Set<T>();
  for (const value of modules.flatMap((module) => Object.values(module)).flat()) {
    if (typeof value === "object" && value !== null && is(value)) found.add(value as T);
  }
  return [...found];
}

const has =
  (...names: readonly string[]) =>
  (value: object): boolean =>
    names.every((name) => name in value);

function byKey<T>(what: string, items: readonly T[], key: (item: T) => string): ReadonlyMap<string, T> {
  const map = new Map<string, T>();
  for (const item of items) {
    if (map.has(key(item))) throw new Error(`${what} ${key(item)} is declared twice`);
    map.set(key(item), item);
  }
  return map;
}

export const datasets = declared<Dataset>(
  [reference, learner, staff, classroom, facility, exchange],
  has("table", "fields", "grain"),
);
export const codeSets = declared<CodeSet>(
  [referenceCodes, learnerCodes, staffCodes, classroomCodes, facilityCodes, exchangeCodes],
  has("codeSystem", "entries"),
);
export const intakes = declared<Intake>(
  [referenceIntakes, learnerIntakes, staffIntakes, classroomIntakes, facilityIntakes],
  has("columns", "signature", "targets"),
);
export const matchings = declared<Matching>([learnerMatching, staffMatching], has("entity", "occurrences"));
export const linkages = declared<LinkageSpec>(
  [referenceLinkage, learnerLinkage, staffLinkage],
  has("entity", "comparisons", "blocks"),
);
export const checks = declared<Check>(
  [referenceChecks, learnerChecks, staffChecks, classroomChecks, facilityChecks, exchangeChecks],
  has("fails", "sentence", "dimension"),
);
export const qualityViews = declared<QualityView>(
  [referenceViews, learnerViews, staffViews, classroomViews, facilityViews, exchangeViews],
  has("dataset", "join", "affectedBy"),
);
export const legalRules = declared<LegalRule>(
  [referenceRules, staffRules, classroomRules, classroomClassRules, facilityRules, exchangeRules],
  has("ruleId", "params"),
);

const datasetById = byKey("dataset", datasets, (item) => item.id);
const codeSetById = byKey("code set", codeSets, (item) => item.id);
const intakeById = byKey("intake", intakes, (item) => item.id);
const checkByCode = byKey("check", checks, (item) => item.code);
byKey("matching of", matchings, (item) => item.entity);
byKey("linkage of", linkages, (item) => item.entity);
byKey("quality view of", qualityViews, (item) => item.dataset);
byKey("table", datasets, (item) => item.table);
byKey("legal rule version", legalRules, (rule) => `${rule.ruleId} from ${rule.effectiveFrom}`);

function get<T>(map: ReadonlyMap<string, T>, what: string, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`no ${what} is called ${id}`);
  return found;
}

export const findDataset = (id: string): Dataset | undefined => datasetById.get(id);
export const getDataset = (id: string): Dataset => get(datasetById, "dataset", id);

export const findCodeSet = (id: string): CodeSet | undefined => codeSetById.get(id);
export const getCodeSet = (id: string): CodeSet => get(codeSetById, "code set", id);

/** The entry of a code; undefined when the set has no such code. */
export const findCode = (codeSetId: string, code: string): CodeEntry | undefined =>
  getCodeSet(codeSetId).entries.find((entry) => entry.code === code);

/** Also of what people mend in the program, which no file is recognised as. */
export const findIntake = (id: string): Intake | undefined =>
  intakeById.get(id) ?? correctionIntakes.find((one) => one.id === id);
export const getIntake = (id: string): Intake => get(intakeById, "intake", id);

export const findCheck = (code: string): Check | undefined => checkByCode.get(code);

/** The checks of one dataset, in the order they are declared. */
export const checksOf = (datasetId: string): readonly Check[] =>
  checks.filter((item) => item.dataset === datasetId);
