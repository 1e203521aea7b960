// Plain JavaScript for Node >= 18: it must run before anything is installed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const modules = join(root, "node_modules");
const mark = join(modules, ".hoa-phuong-lock");

/** The pinned Node that npm installed; everything after the install runs on it. */
export const node = join(modules, "node", "bin", process.platform === "win32" ? "node.exe" : "node");

function lockHash() {
  return createHash("sha256")
    .update(readFileSync(join(root, "package-lock.json")))
    .digest("hex");
}

/** Installs what package-lock.json names, unless it is installed already. */
export function prepare() {
  const [major] = process.versions.node.split(".").map(Number);
  if (major < 18) {
    console.error(`Cần Node 18 trở lên (đang là ${process.versions.node}). / Node 18 or newer is needed.`);
    process.exit(1);
  }
  if (existsSync(node) && existsSync(mark) && readFileSync(mark, "utf8") === lockHash()) return;
  console.error("Đang cài các gói cần thiết (một lần)… / Installing packages (once)…");
  const npm = process.platform === "win32" ? "npm.cmd" : "npm";
  // Not `npm ci`: it refuses when a registry lacks a package of some other platform, which nobody here needs.
  // `install` takes the same locked versions; `--no-save` leaves package.json and the lock file as they are.
  const result = spawnSync(npm, ["install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"], {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (result.status !== 0 || !existsSync(node)) {
    console.error("Cài đặt không xong. Kiểm tra mạng tới kho npm rồi chạy lại. / The installation failed.");
    process.exit(1);
  }
  writeFileSync(mark, lockHash());
}

/** Environment in which `node` is the pinned one. */
export function environment() {
  const separator = process.platform === "win32" ? ";" : ":";
  return { ...process.env, PATH: [join(modules, ".bin"), process.env.PATH].join(separator) };
}

/** Runs a program of the project on the pinned Node and answers with its exit code. */
export function runNode(args) {
  const result = spawnSync(node, args, { cwd: root, stdio: "inherit", env: environment() });
  if (result.error !== undefined) throw result.error;
  return result.status ?? 1;
}
