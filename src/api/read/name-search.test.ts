import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, insertRows, learnerRow, type TestApp } from "../test-app.ts";
import { rankedAtOnce } from "./name-search.ts";

let at: TestApp;
beforeAll(async () => {
  at = await createTestApp();
  await insertRows(
    at.pool,
    "learner",
    [
      "Nguyễn Thị Hoa",
      "Nguyen Thi Hoa",
      "Nguyễn Thị Hòa",
      "Trần Hoa Nguyễn",
      "Hoàng Thị Hoa Nguyên",
      "Đặng Văn Đức",
      "Dang Van Duc",
      "Lê Văn An",
      "Lê Văn Lan",
      "Vũ 100% Hậu",
      "Trần Thịnh Hoàn",
    ].map((fullName, i) =>
      learnerRow({ learnerId: `00000000-0000-4000-8000-0000000000${90 - i}`, fullName }),
    ),
  );
});
afterAll(() => at.close());

const search = async (q: string, more = ""): Promise<string[]> => {
  const response = await at.app.inject(`/api/v1/learners?q=${encodeURIComponent(q)}&fields=fullName${more}`);
  expect(response.statusCode, response.body).toBe(200);
  return response.json().data.map((row: { fullName: string }) => row.fullName);
};

describe("search by name", () => {
  test("puts the very name first, then the same name in other accents, then the words in any place", async () => {
    expect(await search("Nguyễn Thị Hoa")).toEqual([
      "Nguyễn Thị Hoa",
      ...["Nguyễn Thị Hòa", "Nguyen Thi Hoa"].sort((a, b) => place(a) - place(b)),
      ...["Hoàng Thị Hoa Nguyên"],
    ]);
    expect((await search("nguyen thi hoa"))[0]).toBe("Nguyen Thi Hoa");
  });

  test("reads đ as d, and composed and decomposed accents as one", async () => {
    expect(new Set(await search("dang van duc"))).toEqual(new Set(["Đặng Văn Đức", "Dang Van Duc"]));
    expect((await search("Đặng Văn Đức".normalize("NFD")))[0]).toBe("Đặng Văn Đức");
  });

  test("matches words from their beginning, not inside", async () => {
    expect(await search("an")).toEqual(["Lê Văn An"]);
    expect(await search("Văn L")).toEqual(["Lê Văn Lan", "Lê Văn An"]);
  });

  test("takes words before the last as whole, and as beginnings only where that finds nobody", async () => {
    expect(await search("thi hoa")).not.toContain("Trần Thịnh Hoàn");
    expect(new Set(await search("hoang th ho"))).toEqual(new Set(["Hoàng Thị Hoa Nguyên"]));
    expect(await search("hoa thinh")).toEqual(["Trần Thịnh Hoàn"]);
  });

  test("takes signs of a text query as letters", async () => {
    for (const q of ["an & !", "hoa | lan", "a' b\\", "thi:* hoa", "= hoa"])
      expect(await search(q)).toEqual([]);
  });

  test("takes signs of LIKE as letters", async () => {
    expect((await at.app.inject("/api/v1/learners?q=%25")).statusCode).toBe(400);
    expect(await search("100%")).toEqual(["Vũ 100% Hậu"]);
    expect(await search("1_0")).toEqual([]);
  });

  test("counts and filters like any list", async () => {
    const response = await at.app.inject("/api/v1/learners?q=hoa&count=exact&limit=1&schoolId.null=true");
    expect(response.json()).toMatchObject({ count: 6 });
  });

  test.each([
    ["ranked as a whole", 1_203, 0],
    ["walked, because they are common", 3_000, 2_900],
    ["walked, because they are many and far apart", rankedAtOnce + 103, 15_000],
  ])("shows every match once, page by page, when matches are %s", async (_how, matches, others) => {
    await at.pool.query("truncate guardian");
    await at.pool.query(
      `insert into guardian (guardian_id, full_name, version, source_row_id, run_seq, changed_at)
       select md5(g::text)::uuid, case when g > $1::integer then 'Lê Văn An' when g % 400 = 0 then 'Phạm Thúy' else 'Phạm Thủy' end, 1, g, 1, now()
       from generate_series(1, $1::integer + $2::integer) g`,
      [matches, others],
    );
    for (const limit of [97, 500]) {
      const ids: string[] = [];
      let next: string | null = `/api/v1/guardians?q=thuy&limit=${limit}&fields=guardianId`;
      while (next !== null) {
        const body: { data: { guardianId: string }[]; next: string | null } = (
          await at.app.inject(next)
        ).json();
        ids.push(...body.data.map((row) => row.guardianId));
        if (body.next !== null) expect(body.data).toHaveLength(limit);
        next = body.next;
      }
      expect(ids).toHaveLength(matches);
      expect(new Set(ids).size).toBe(matches);
    }
    const first = await at.app.inject(
      `/api/v1/guardians?q=${encodeURIComponent("Phạm Thúy")}&limit=1&fields=fullName`,
    );
    expect(first.json().data).toEqual([{ fullName: "Phạm Thúy" }]);
  });

  test("a place no search has is refused", async () => {
    for (const parts of [["whole", "x"], ["other"], ["walk-whole", "1"], ["begins", "a", "b"]]) {
      const cursor = Buffer.from(JSON.stringify(["learners?q=hoa", 0, ...parts])).toString("base64url");
      expect((await at.app.inject(`/api/v1/learners?q=hoa&cursor=${cursor}`)).json().code).toBe(
        "cursor-invalid",
      );
    }
  });
});

/** Ids fall in the order of insertion, so later names come first inside a rank. */
const place = (name: string): number => (name === "Nguyễn Thị Hòa" ? 88 : 89);
