import { spawn } from "node:child_process";
import { environment, node, prepare, root, runNode } from "./prepare.js";

prepare();
if (runNode(["scripts/build-portal.ts"]) !== 0) process.exit(1);
const child = spawn(node, ["src/cli/hp.ts", "up", "--sample", ...process.argv.slice(2)], {
  cwd: root,
  stdio: "inherit",
  // Sample accounts to look around with; `HP_DEMO=0 npm start` has none.
  env: { HP_DEMO: "1", ...environment() },
});
// Ctrl-C reaches the program by itself; we only wait until it has stopped Postgres and ended.
for (const signal of ["SIGINT", "SIGTERM"])
  process.on(signal, () => signal === "SIGTERM" && child.kill(signal));
child.on("exit", (code, signal) => {
  process.exitCode = code ?? (signal === null ? 1 : 0);
});
