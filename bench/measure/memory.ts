import { readdirSync, readFileSync } from "node:fs";

interface Pages {
  /** What the process has for itself, MiB. */
  readonly own: number;
  /** Shared memory it has touched, MiB: Postgres' buffers, the same ones in each of its processes. */
  readonly shared: number;
}

/**
 * The kernel's counters. The exact proportional set would have every page of every process walked at each look: a
 * sixth of one core while a day of changes runs, taken from what is measured.
 */
function pagesOf(pid: number): Pages {
  try {
    const status = readFileSync(`/proc/${pid}/status`, "utf8");
    const mb = (name: string) =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, "m").exec(status)?.[1] ?? 0) / 1024;
    return { own: mb("RssAnon") + mb("RssFile"), shared: mb("RssShmem") };
  } catch {
    return { own: 0, shared: 0 }; // the process ended between listing and reading
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

/**
 * Watches some processes and all their children; `stop` answers with the peak of their sum in MiB. Shared memory counts
 * once; what else processes share (programs, pages since a fork) counts in each, so the sum is rather too large.
 */
export function watchMemory(roots: () => readonly number[], everyMs = 2000): { stop(): number } {
  let peak = 0;
  const timer = setInterval(() => {
    const pages = tree(roots()).map(pagesOf);
    const own = pages.reduce((sum, page) => sum + page.own, 0);
    peak = Math.max(peak, own + Math.max(0, ...pages.map((page) => page.shared)));
  }, everyMs);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(peak);
    },
  };
}
