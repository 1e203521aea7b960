import { readdirSync, readFileSync } from "node:fs";

/** Proportional memory of a process in MiB; shared pages (Postgres' buffers) count once among those who share them. */
function proportionalMb(pid: number): number {
  try {
    const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "utf8");
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch {
    return 0; // the process ended between listing and reading
  }
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function tree(roots: readonly number[]): readonly number[] {
  const pids = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number);
  const parents = new Map(pids.map((pid) => [pid, parentOf(pid)]));
  const within = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const [pid, parent] of parents) {
      if (!within.has(pid) && within.has(parent)) {
        within.add(pid);
        grown = true;
      }
    }
  }
  return [...within];
}

/** Watches some processes and all their children; `stop` answers with the peak of their sum in MiB. */
export function watchMemory(roots: () => readonly number[], everyMs = 2000): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    const sum = tree(roots()).reduce((total, pid) => total + proportionalMb(pid), 0);
    peak = Math.max(peak, sum);
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(peak);
    },
  };
}
