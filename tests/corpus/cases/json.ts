import type { ReasonCode } from "#src/pipeline/1-landing/parse/reason-codes.ts";
import { type CorpusCase, type ExpectedIssue, type ExpectedSheet, rowsFrom, utf8 } from "../case.ts";

function json(name: string, text: string, sheets: ExpectedSheet[], issues?: ExpectedIssue[]): CorpusCase {
  return {
    name: `json: ${name}`,
    file: "a.json",
    bytes: () => utf8(text),
    expect: { sheets, ...(issues === undefined ? {} : { issues }) },
  };
}

function refused(name: string, text: string, code: ReasonCode): CorpusCase {
  return { name: `json: ${name}`, file: "a.json", bytes: () => utf8(text), expect: { refused: code } };
}

export const jsonCases: CorpusCase[] = [
  json("array of objects", '[{"ma":"1","ten":"Nguyễn Văn An"},{"ma":"2","ten":"Bình","lop":"6A"}]', [
    { name: "$", rows: rowsFrom(1, ["ma", "ten", "lop"], ["1", "Nguyễn Văn An"], ["2", "Bình", "6A"]) },
  ]),
  json(
    "data inside an object, context beside it",
    '{"truong":"311194802001","nam":2026,"data":[{"ma":"1"}],"ok":true}',
    [
      { name: "data", rows: rowsFrom(1, ["ma"], ["1"]) },
      { name: "$", rows: rowsFrom(1, ["truong", "nam", "ok"], ["311194802001", "2026", "TRUE"]) },
    ],
  ),
  json("several tables and nesting on the way", '{"r":{"hs":[{"a":1}],"gv":[{"b":2}],"n":null}}', [
    { name: "r.hs", rows: rowsFrom(1, ["a"], ["1"]) },
    { name: "r.gv", rows: rowsFrom(1, ["b"], ["2"]) },
    { name: "$", rows: { 1: ["r.n"] } },
  ]),
  json(
    "nested objects and lists become dotted columns",
    '[{"ma":"1","cha":{"ten":"Ba","nghe":null},"sdt":["09","03"],"anhEm":[{"ten":"x"}]},{"ma":"2","cha":{"ten":"Bốn","nghe":"Nông"}}]',
    [
      {
        name: "$",
        rows: rowsFrom(
          1,
          ["ma", "cha.ten", "cha.nghe", "sdt.1", "sdt.2", "anhEm.1.ten"],
          ["1", "Ba", null, "09", "03", "x"],
          ["2", "Bốn", "Nông"],
        ),
      },
    ],
  ),
  json(
    "numbers keep every digit and their spelling",
    '[{"id":31212000123,"a":1e11,"b":1.23E+11,"c":12345678901234567890,"d":0.10,"e":-0,"f":0}]',
    [
      {
        name: "$",
        rows: rowsFrom(
          1,
          ["id", "a", "b", "c", "d", "e", "f"],
          ["31212000123", "1e11", "1.23E+11", "12345678901234567890", "0.10", "-0", "0"],
        ),
      },
    ],
  ),
  json("newline-delimited objects", '{"ma":"1"}\n{"ma":"2","ten":"B"}\r\n\n{"ma":"3"}\n', [
    { name: "$", rows: rowsFrom(1, ["ma", "ten"], ["1"], ["2", "B"], ["3"]) },
  ]),
  json("one object is one record", '{"ma":"1","ten":"An"}', [
    { name: "$", rows: rowsFrom(1, ["ma", "ten"], ["1", "An"]) },
  ]),
  json("escapes", '[{"t":"a\\"b\\\\c\\/d\\n\\t\\u1ea1 \\ud83c\\udf3a"}]', [
    { name: "$", rows: rowsFrom(1, ["t"], ['a"b\\c/d\n\tạ 🌺']) },
  ]),
  json("booleans, nulls and empty strings", '[{"a":true,"b":false,"c":null,"d":"","e":"x"}]', [
    { name: "$", rows: rowsFrom(1, ["a", "b", "c", "d", "e"], ["TRUE", "FALSE", null, null, "x"]) },
  ]),
  json("an array of arrays is rows as they stand", '[["Mã","Toán"],["1",0],["2",null],["3",8.50]]', [
    { name: "$", rows: rowsFrom(1, ["Mã", "Toán"], ["1", "0"], ["2"], ["3", "8.50"]) },
  ]),
  json("a list of plain values", '{"lop":["6A","6B"]}', [
    { name: "lop", rows: rowsFrom(1, ["$value"], ["6A"], ["6B"]) },
  ]),
  json("an empty list", '{"data":[]}', [{ name: "data", rows: {} }]),
  json("empty records keep the others' numbers", '[{"a":"1"},{},{"a":"3"}]', [
    { name: "$", rows: { 1: ["a"], 2: ["1"], 4: ["3"] } },
  ]),
  json("a byte order mark and blanks", '\ufeff \n [ {"a" : "1" } ] \n', [
    { name: "$", rows: rowsFrom(1, ["a"], ["1"]) },
  ]),
  json("a key twice with one value", '[{"a":"1","a":"1"}]', [{ name: "$", rows: rowsFrom(1, ["a"], ["1"]) }]),
  json(
    "a key twice with two values",
    '[{"a":"1","b":"x","a":"2"}]',
    [{ name: "$", rows: { 1: ["a", "b"], 2: [null, "x"] } }],
    [["json-duplicate-key", 2, 1]],
  ),
  json(
    "a dotted key that meets a nested one",
    '[{"a.b":"1","a":{"b":"2"},"c":"x"}]',
    [{ name: "$", rows: { 1: ["a.b", "c"], 2: [null, "x"] } }],
    [["json-duplicate-key", 2, 1]],
  ),
  json(
    "half a character",
    '[{"a":"x\\ud83c","b":"y"}]',
    [{ name: "$", rows: { 1: ["a", "b"], 2: [null, "y"] } }],
    [["lone-surrogate", 2, 1]],
  ),
  json(
    "a NUL escaped in",
    '[{"a":"x\\u0000","b":"y"}]',
    [{ name: "$", rows: { 1: ["a", "b"], 2: [null, "y"] } }],
    [["nul-character", 2, 1]],
  ),
  json("keys that are names of JavaScript's own", '[{"__proto__":"1","constructor":"2","toString":"3"}]', [
    { name: "$", rows: rowsFrom(1, ["__proto__", "constructor", "toString"], ["1", "2", "3"]) },
  ]),
  refused("cut off", '[{"a":"1"},{"a":', "json-malformed"),
  refused("cut off inside a string", '[{"a":"1', "json-malformed"),
  refused("a comma too many", '[{"a":"1",}]', "json-malformed"),
  refused("single quotes", "[{'a':'1'}]", "json-malformed"),
  refused("NaN", '[{"a":NaN}]', "json-malformed"),
  refused("a number with a leading zero", '[{"a":031212000123}]', "json-malformed"),
  refused("text behind the end", '[{"a":"1"}] xyz', "json-malformed"),
  refused("a raw line break in a string", '[{"a":"x\ny"}]', "json-malformed"),
  refused("one table twice", '{"data":[{"a":1}],"data":[{"a":2}]}', "json-malformed"),
  refused("records and lists mixed", '[{"a":1},["b"]]', "json-malformed"),
  refused("1,000 levels deep", `${'{"a":'.repeat(1000)}1${"}".repeat(1000)}`, "json-too-deep"),
  refused("100,000 open brackets", "[".repeat(100_000), "json-too-deep"),
];
