import { enableCompileCache } from "node:module";
import { join } from "node:path";

// Types are stripped and modules compiled once, not at every command: a second off each. The cache lies with the
// modules and is as trusted as they are; where it can't be written, nothing is lost but the second.
enableCompileCache(join(import.meta.dirname, "../../node_modules/.cache/hoa-phuong/compile"));
await import("./main.ts");
