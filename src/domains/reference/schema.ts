export { GradeLevel, SchoolYear, Subject, Term } from "./schema-calendar.ts";
export { Campus } from "./schema-campus.ts";
export { CodeSetEntry, LegalRuleRow } from "./schema-codes.ts";
export { AdminUnit, AdminUnitMapping } from "./schema-place.ts";
export { School, SchoolAlias } from "./schema-school.ts";
