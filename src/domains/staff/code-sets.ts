export * from "./code-sets/contract.ts";
export * from "./code-sets/duty.ts";
export * from "./code-sets/post.ts";
export * from "./code-sets/qualification.ts";
export * from "./code-sets/title.ts";
