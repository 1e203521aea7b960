export * from "./code-sets/calendar.ts";
export * from "./code-sets/grade.ts";
export * from "./code-sets/place.ts";
export * from "./code-sets/school.ts";
export * from "./code-sets/subject.ts";
