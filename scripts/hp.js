#!/usr/bin/env node
import { spawn } from "node:child_process";
import { join } from "node:path";
import { environment, node, prepare, root } from "./prepare.js";

prepare();
// Paths on the command line are the caller's: the program runs where the caller stands.
const child = spawn(node, [join(root, "src/cli/hp.ts"), ...process.argv.slice(2)], {
  cwd: process.env.INIT_CWD ?? process.cwd(),
  stdio: "inherit",
  env: { HP_DATA: join(root, ".hoa-phuong"), ...environment() },
});
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
