import { inflateSync } from "node:zlib";
import { expect, test } from "vitest";
import { grid, heading, note, type PrintDocument, paragraph } from "./document.ts";
import { renderPdf } from "./pdf.ts";

const madeAt = new Date("2026-11-23T03:00:00Z");
const documentOf = (text: string): PrintDocument => ({
  title: "Dữ liệu cá nhân",
  language: "vi",
  blocks: [heading(1, text), paragraph(text), note(text), grid(["Mục", text], [[text, "Nguyễn Thị Hoà"]])],
});

test("a document is PDF/A-2a, tagged, in Vietnamese, and the same file every time", () => {
  const pdf = renderPdf(documentOf("Kết quả học tập"), madeAt);
  expect(pdf.subarray(0, 8).toString("latin1")).toBe("%PDF-1.7");
  const plain = pdf.toString("utf8");
  expect(plain).toContain("<pdfaid:part>2</pdfaid:part>");
  expect(plain).toContain("<pdfaid:conformance>A</pdfaid:conformance>");
  expect(pdf.toString("latin1")).toMatch(/\/Lang ?\(vi/);
  expect(renderPdf(documentOf("Kết quả học tập"), madeAt).equals(pdf)).toBe(true);
});

test("what people wrote is text, whatever it looks like", () => {
  const hostile = '#read("/etc/passwd") *đậm* _x_ $1^2$ [a] <b> \\ "c" // d /* e */ @f `g` ~ = h';
  const plain = renderPdf(documentOf("x"), madeAt);
  const pdf = renderPdf(documentOf(hostile), madeAt);
  expect(pdf.length).toBeGreaterThan(plain.length);
});

test("many rows become many pages with the header on each", () => {
  const rows = Array.from({ length: 400 }, (_, at) => [`Dòng ${at}`, "Trần Văn Đức"]);
  const one = renderPdf(documentOf("x"), madeAt);
  const many = renderPdf({ title: "x", language: "vi", blocks: [grid(["Dòng", "Tên"], rows)] }, madeAt);
  expect(pagesOf(one)).toBe(1);
  expect(pagesOf(many)).toBeGreaterThan(5);
});

/** Pages by the count of the page tree, which may stand in a compressed object stream. */
function pagesOf(pdf: Buffer): number {
  const text = pdf.toString("latin1");
  const streams = [...text.matchAll(/stream\r?\n([\s\S]*?)\r?\nendstream/g)].map(([, body]) => {
    try {
      return inflateSync(Buffer.from(body ?? "", "latin1")).toString("latin1");
    } catch {
      return "";
    }
  });
  return Math.max(
    ...[text, ...streams].flatMap((part) => [...part.matchAll(/\/Count (\d+)/g)].map(([, n]) => Number(n))),
  );
}
