import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestApp, insertRows, learnerRow, type TestApp } from "../test-app.ts";
import { windowSize } from "./name-search.ts";

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

  test("takes signs of LIKE as letters", async () => {
    expect((await at.app.inject("/api/v1/learners?q=%25")).statusCode).toBe(400);
    expect(await search("100%")).toEqual(["Vũ 100% Hậu"]);
    expect(await search("1_0")).toEqual([]);
  });

  test("counts and filters like any list", async () => {
    const response = await at.app.inject("/api/v1/learners?q=hoa&count=exact&limit=1&schoolId.null=true");
    expect(response.json()).toMatchObject({ count: 5 });
  });

  test("walks every match once, past the ranked window, under any limit", async () => {
    const many = windowSize + 203;
    await insertRows(
      at.pool,
      "guardian",
      Array.from({ length: many }, (_, i) => ({
        guardianId: `00000000-0000-4000-8000-${String((i * 7919) % 99991).padStart(12, "0")}`,
        fullName: i % 400 === 0 ? "Phạm Thúy" : "Phạm Thủy",
      })),
    );
    for (const limit of [97, 499, 500]) {
      const ids: string[] = [];
      let next: string | null = `/api/v1/guardians?q=thuy&limit=${limit}&fields=guardianId`;
      while (next !== null) {
        const body: { data: { guardianId: string }[]; next: string | null } = (
          await at.app.inject(next)
        ).json();
        ids.push(...body.data.map((row) => row.guardianId));
        next = body.next;
      }
      expect(ids).toHaveLength(many);
      expect(new Set(ids).size).toBe(many);
    }
    const first = await at.app.inject("/api/v1/guardians?q=Ph%E1%BA%A1m%20Th%C3%BAy&limit=2&fields=fullName");
    expect(first.json().data.map((row: { fullName: string }) => row.fullName)).toEqual([
      "Phạm Thúy",
      "Phạm Thúy",
    ]);
  });
});

/** Ids fall in the order of insertion, so later names come first inside a rank. */
const place = (name: string): number => (name === "Nguyễn Thị Hòa" ? 88 : 89);
