import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { decideReview, findFollowUp, type ReviewDecision } from "#src/pipeline/decide-review.ts";
import type { RunResult } from "#src/pipeline/walk.ts";
import { encodeLegacy } from "../corpus/build/legacy-encoders.ts";
import { buildXlsx } from "../corpus/build/xlsx-builder.ts";
import { utf8 } from "../corpus/case.ts";
import { openTestHost, type TestHost } from "../journeys/test-host.ts";

/** Files whose bytes can be read in more than one way wait for a person and are read again with the answer. */
let home: TestHost;
beforeAll(async () => {
  home = await openTestHost();
});
afterAll(() => home.close());

let schools = 0;

async function send(file: string, bytes: Uint8Array): Promise<RunResult> {
  schools += 1;
  const folder = join(
    home.folders.landing,
    "..",
    "inbox",
    "excel",
    `311194802${String(schools).padStart(3, "0")}`,
  );
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, file), bytes);
  // The folder of the file, given as a whole delivery.
  return home.ingest(join(folder, file));
}

async function openReview(): Promise<{ review_id: string; kind: string; code: string }> {
  const found = await home.rows<{ review_id: string; kind: string; code: string }>(
    "select review_id, kind, question -> 'questions' -> 0 ->> 'code' as code from review where status = 'open'",
  );
  expect(found).toHaveLength(1);
  return found[0] as { review_id: string; kind: string; code: string };
}

async function answer(reviewId: string, decision: ReviewDecision): Promise<RunResult | undefined> {
  await decideReview(home.host.pool, reviewId, decision, {
    decidedBy: "tester",
    decidedAt: home.host.clock.now(),
  });
  const request = await findFollowUp(home.host.pool, reviewId);
  return request === undefined ? undefined : home.ask(request);
}

const names = async () =>
  (await home.rows<{ full_name: string }>("select full_name from learner order by full_name")).map(
    (row) => row.full_name,
  );

const header = ["Ma hoc sinh", "Ho va ten", "Ngay sinh"];

test("an unsure encoding: nothing is read before a person says which", async () => {
  const text = [header, ["A1", "Nguyễn An", "05/09/2014"]].map((row) => row.join(";")).join("\r\n");
  const first = await send("cu.csv", encodeLegacy(text, "tcvn3"));
  expect({ waiting: first.filesWaiting, published: first.published, accounted: first.accounted }).toEqual({
    waiting: 1,
    published: 0,
    accounted: true,
  });
  const review = await openReview();
  expect(review).toMatchObject({ kind: "encodingUnsure", code: "encoding-unsure" });
  await expect(
    answer(review.review_id, { action: "chooseEncoding", encoding: "latin-7" }),
  ).rejects.toMatchObject({ code: "argument-invalid" });
  await expect(answer(review.review_id, { action: "chooseEncoding" })).rejects.toMatchObject({
    code: "argument-missing",
  });
  expect((await openReview()).review_id, "a wrong answer leaves it open").toBe(review.review_id);
  const second = await answer(review.review_id, { action: "chooseEncoding", encoding: "tcvn3" });
  expect({ published: second?.published, accounted: second?.accounted }).toEqual({
    published: 1,
    accounted: true,
  });
  expect(await names()).toEqual(["Nguyễn An"]);
  await expect(answer(review.review_id, { action: "chooseEncoding", encoding: "vni" })).rejects.toMatchObject(
    { code: "review-already-decided" },
  );
});

test("an old font in an Excel file: its text is read through the font a person names", async () => {
  const old = (text: string) => Buffer.from(encodeLegacy(text, "tcvn3")).toString("latin1");
  const people = [
    "Nguyễn Văn Đức",
    "Trần Thị Hường",
    "Phạm Quỳnh Như",
    "Vũ Đình Khải",
    "Đỗ Mỹ Linh",
    "Hoàng Thế Sự",
  ];
  const rows = people.map((name, at) => [`B${at}`, old(name), "05/09/2014"]);
  const first = await send("cu.xlsx", buildXlsx({ sheets: [{ name: "HS", rows: [header, ...rows] }] }));
  expect({ waiting: first.filesWaiting, published: first.published }).toEqual({ waiting: 1, published: 0 });
  const review = await openReview();
  expect(review.code).toBe("font-unsure");
  const second = await answer(review.review_id, { action: "chooseEncoding", font: "tcvn3" });
  expect(second?.published).toBe(people.length);
  expect(await names()).toEqual(expect.arrayContaining(people));
});

test("an unsure delimiter: the columns are split at the sign a person chose", async () => {
  const lines = [
    "Ma hoc sinh;Ho va ten,x;Ngay sinh,y",
    "C1;Le Mai,1;05/09/2014,2",
    "C2;Le Hoa,3;06/09/2014,4",
  ];
  const first = await send("hs.csv", utf8(lines.join("\r\n")));
  if (first.filesWaiting === 0) throw new Error("the delimiter was not asked about");
  const review = await openReview();
  expect(review.code).toBe("delimiter-unsure");
  const second = await answer(review.review_id, { action: "chooseEncoding", delimiter: ";" });
  expect(second?.accounted).toBe(true);
  expect(
    await home.count(
      "select count(*) from review where status = 'open' and question -> 'questions' -> 0 ->> 'code' = 'delimiter-unsure'",
    ),
  ).toBe(0);
});

test("a file that is refused by a person stays out", async () => {
  const before = await names();
  const text = [header, ["D1", "Trần Bình", "05/09/2014"]].map((row) => row.join(";")).join("\r\n");
  await home.rows("delete from review where status = 'open'");
  await send("vni.csv", encodeLegacy(text, "vni"));
  const review = await openReview();
  expect(await answer(review.review_id, { action: "reject" })).toBeUndefined();
  expect(await names()).toEqual(before);
});
