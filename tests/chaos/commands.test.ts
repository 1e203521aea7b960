import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { foldersOf } from "#src/platform/config.ts";
import { getTinyCity } from "../journeys/tiny-city.ts";
import { findPostmaster, type Program, type Ran, runHp, startHp } from "./program.ts";

/** What `hp` says when it can't start, and how it stops. A sentence, no stack, exit code not 0. */
let dir: string;
let dataDir: string;
const running: Program[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "hp-commands-"));
  // Postgres runs as another user when we are root and must be able to pass.
  chmodSync(dir, 0o755);
  dataDir = join(dir, "data");
});

afterEach(async () => {
  for (const program of running.splice(0)) {
    program.child.kill("SIGINT");
    await program.ended;
  }
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

const cluster = () => join(foldersOf(dataDir).postgres, "cluster");

function expectSentence(ran: Ran, sentence: RegExp): void {
  expect(ran.code).not.toBe(0);
  expect(ran.stderr).toMatch(sentence);
  expect(ran.stderr).not.toMatch(/\n\s+at .+:\d+:\d+/);
}

function up(settings: Record<string, string> = {}): Program {
  const program = startHp(["up", "--json"], { HP_DATA: dataDir, HP_PORT: "0", ...settings });
  running.push(program);
  return program;
}

describe("hp up", () => {
  test("starts, answers, refuses a second one on its data, stops at Ctrl-C with Postgres, and starts again", async () => {
    const first = up();
    const { url } = JSON.parse(await first.said('"url"')) as { url: string };
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(findPostmaster(cluster())).toBeGreaterThan(0);

    const second = await runHp(["up"], { HP_DATA: dataDir, HP_PORT: "0" });
    expectSentence(second, /Thư mục dữ liệu .* đang được một phiên khác dùng/);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);

    // Files come in beside the running server, by another process of ours.
    const inbox = join((await getTinyCity()).inbox, "smas/311156001002");
    const ingested = await runHp(["ingest", inbox, "--json"], { HP_DATA: dataDir });
    expect([ingested.code, ingested.stderr]).toEqual([0, ""]);
    const { published } = JSON.parse(ingested.stdout.trim().split("\n").at(-1) ?? "") as {
      published: number;
    };
    expect(published).toBeGreaterThan(300);
    // It answers, and shows nobody to a stranger.
    expect((await fetch(`${url}/api/v1/learners`)).status).toBe(401);

    first.child.kill("SIGINT");
    expect(await first.ended).toBe(0);
    expect(findPostmaster(cluster())).toBeUndefined();
    expect(existsSync(join(dataDir, "up.pid"))).toBe(false);

    const third = up();
    const again = JSON.parse(await third.said('"url"')) as { url: string };
    expect((await fetch(`${again.url}/health/ready`)).status).toBe(200);
    const runs = await runHp(["runs", "--json"], { HP_DATA: dataDir });
    expect(runs.code).toBe(0);
    expect(
      (JSON.parse(runs.stdout.trim().split("\n").at(-1) ?? "") as { runs: unknown[] }).runs,
    ).toHaveLength(1);
    third.child.kill("SIGTERM");
    expect(await third.ended).toBe(0);
    expect(findPostmaster(cluster())).toBeUndefined();
  }, 120_000);

  test("a taken port is named before anything is started", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    try {
      expectSentence(
        await runHp(["up"], { HP_DATA: dataDir, HP_PORT: String(port) }),
        new RegExp(`Cổng ${port} đang có chương trình khác dùng`),
      );
      expect(findPostmaster(cluster())).toBeUndefined();
    } finally {
      taken.close();
    }
  }, 60_000);

  test("an address other people can reach is refused unless the way there is encrypted", async () => {
    expectSentence(
      await runHp(["up"], { HP_DATA: dataDir, HP_HOST: "0.0.0.0" }),
      /Muốn mở ra ngoài máy này \(0\.0\.0\.0\) phải mã hóa/,
    );
  }, 60_000);
});

describe("hp", () => {
  test("a DATABASE_URL that leads nowhere is named, without its password", async () => {
    for (const url of [
      "postgres://hp:canary-secret@127.0.0.1:1/none",
      "postgres://hp:canary-secret@khong-co.invalid/none",
    ]) {
      const ran = await runHp(["runs"], { HP_DATA: join(dir, "other"), DATABASE_URL: url });
      expectSentence(ran, /Không kết nối được cơ sở dữ liệu tại/);
      expect(ran.stderr + ran.stdout).not.toContain("canary-secret");
    }
  }, 60_000);

  test("a file that is not there, a setting that is none, a command that is none", async () => {
    expectSentence(
      await runHp(["ingest", join(dir, "khong-co.xlsx")], { HP_DATA: dataDir }),
      /Không thấy tệp hoặc thư mục/,
    );
    expectSentence(await runHp(["up"], { HP_DATA: dataDir, HP_PORT: "tám" }), /HP_PORT/);
    const none = await runHp(["nhap"], { HP_DATA: dataDir });
    expect([none.code, none.stderr]).toEqual([2, "\nKhông có lệnh “nhap”.\n"]);
  }, 60_000);
});

describe("a full disk", () => {
  const mounted = join(tmpdir(), `hp-full-${process.pid}`);

  /** A disk of a few megabytes needs root and the right to mount; where there is none, the test says so. */
  function mountSmall(megabytes: number): boolean {
    if (process.getuid?.() !== 0) return false;
    mkdirSync(mounted, { recursive: true });
    try {
      execFileSync("mount", ["-t", "tmpfs", "-o", `size=${megabytes}m`, "tmpfs", mounted], {
        stdio: "ignore",
      });
      return true;
    } catch {
      return false;
    }
  }

  afterEach(() => {
    try {
      execFileSync("umount", [mounted], { stdio: "ignore" });
    } catch {
      // Nothing was mounted.
    }
    rmSync(mounted, { recursive: true, force: true });
  });

  test("too little space at the start is said before anything is written", async (context) => {
    if (!mountSmall(50)) {
      console.log("a small disk could not be mounted here: needs root and the right to mount");
      context.skip();
    }
    const ran = await runHp(["up"], { HP_DATA: join(mounted, "data"), HP_PORT: "0" });
    expectSentence(ran, /Ổ đĩa chứa .* đã đầy \(còn \d+ MB, cần ít nhất \d+ MB\)/);
    expect(existsSync(join(mounted, "data/postgres"))).toBe(false);
  }, 60_000);
});
