import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { expect, onTestFinished, test } from "vitest";
import { changeTone, loseAccents, movePlaceOfTone } from "#city/errors/name-damage.ts";
import { Rng } from "#city/world/random.ts";
import { NumberTable } from "./number-table.ts";
import { addPersons, People } from "./people.ts";
import { comparable } from "./spelling.ts";

function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "hp-registry-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test("a number table holds what a map holds, whatever the order and however it grows", () => {
  const key = fc.oneof(fc.maxSafeNat(), fc.nat(50));
  fc.assert(
    fc.property(
      fc.array(fc.tuple(key, fc.integer({ min: -1, max: 2 ** 31 - 1 }))),
      fc.array(key),
      (puts, asks) => {
        const table = new NumberTable(1);
        const map = new Map(puts);
        for (const [number, value] of puts) table.set(number, value);
        expect(table.size).toBe(map.size);
        for (const number of [...map.keys(), ...asks]) expect(table.find(number)).toBe(map.get(number));
      },
    ),
  );
});

test.each(["Nguyễn Thị Hòa", "Đỗ Thúy Loan", "Trần Quý Đạt", "Lê Khoé Uỷ", "Phạm Thị Thu Hoài"])(
  "%s is one name in every spelling of it, and another name with another tone",
  (name) => {
    const same = [name.normalize("NFD"), name.toUpperCase(), ` ${name.replaceAll(" ", "  ")} `];
    const moved = movePlaceOfTone(name);
    for (const spelling of moved === undefined ? same : [...same, moved])
      expect(comparable(spelling)).toBe(comparable(name));
    const others = [loseAccents(name), changeTone(name, Rng.of(1)), name.split(" ").reverse().join(" ")];
    for (const other of others) expect(comparable(other ?? "")).not.toBe(comparable(name));
  },
);

function truthFile(...lines: string[]): string {
  const path = join(temporaryFolder(), "persons.csv");
  const head = "personId,role,fullName,birthDate,sex,nationalId,idCause";
  writeFileSync(path, `${[head, ...lines].join("\n")}\n`);
  return path;
}

test("everybody with a number is in the registry, with the sex the number says", async () => {
  const people = new People();
  const added = await addPersons(
    people,
    truthFile(
      "L1,learner,Vũ Hà My,2015-02-03,F,031315000001,",
      "L2,learner,Bùi Gia Bảo,2016-11-30,M,031316000002,wrongSex",
      "L3,learner,Chu An,2016-11-30,M,,noPapers",
      'S1,staff,"Lê ""Tư"", Minh",1980-12-31,M,030080999999,',
    ),
  );
  expect(added).toBe(3);
  const shown = ["031315000001", "031316000002", "030080999999"].map((id) => {
    const at = people.find(id) ?? -1;
    return [people.nationalIdOf(at), people.nameOf(at), people.birthDateOf(at), people.sexOf(at)];
  });
  expect(shown).toEqual([
    ["031315000001", "vũ hà my", "2015-02-03", "2"],
    ["031316000002", "bùi gia bảo", "2016-11-30", "2"],
    ["030080999999", 'lê "tư", minh', "1980-12-31", "1"],
  ]);
  for (const nobody of ["031316000003", "31316000002", "", "abc", "0313150000011"])
    expect(people.find(nobody)).toBeUndefined();
});

test("people of a later table are added, those known stay as they are; one number twice is an error", async () => {
  const people = new People();
  await addPersons(people, truthFile("L1,learner,Vũ Hà My,2015-02-03,F,031315000001,"));
  const later = truthFile(
    "L1,learner,Khác,2015-02-03,F,031315000001,",
    "E1,learner,Mai An,2014-01-01,F,096314000009,",
  );
  expect(await addPersons(people, later)).toBe(1);
  expect(people.nameOf(people.find("031315000001") ?? -1)).toBe("vũ hà my");
  const twice = truthFile(
    "L8,learner,A,2014-01-01,F,031314000009,",
    "L9,learner,B,2014-01-01,F,031314000009,",
  );
  await expect(addPersons(people, twice)).rejects.toThrow("two people");
});

test("many people and many changed names keep apart", async () => {
  const people = new People();
  const many = 70_000;
  const idOf = (n: number): string => String(31_215_000_000 + n).padStart(12, "0");
  for (let n = 0; n < many; n += 1)
    people.add({ nationalId: idOf(n), fullName: `Tên dài số ${n}`, birthDate: "2015-01-01", sex: "1" });
  for (let n = 0; n < many; n += 7) expect(people.change(n, { fullName: `Tên mới ${n}` })).toBe(2);
  for (let n = 0; n < many; n += 1)
    expect(people.nameOf(people.find(idOf(n)) ?? -1)).toBe(n % 7 === 0 ? `tên mới ${n}` : `tên dài số ${n}`);
});
