import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { NodeCompiler } from "@myriaddreamin/typst-ts-node-compiler";
import type { PrintDocument } from "./document.ts";

const template = new URL("document.typ", import.meta.url);
const faces = ["400Regular", "600SemiBold"] as const;

let compiler: NodeCompiler | undefined;

/** Made at the first document: fonts and compiler take some tens of megabytes. */
function getCompiler(): NodeCompiler {
  const { resolve } = createRequire(import.meta.url);
  compiler ??= NodeCompiler.create({
    fontArgs: [
      {
        fontBlobs: faces.map((face) =>
          readFileSync(resolve(`@expo-google-fonts/be-vietnam-pro/${face}/BeVietnamPro_${face}.ttf`)),
        ),
      },
    ],
  });
  return compiler;
}

/**
 * The document as PDF/A-2a: to be kept for decades (ISO 19005-2) and read by screen readers (tagged). Some 50 ms for
 * ten pages, on the calling thread.
 * @param madeAt stands in the file; the same document at the same time is the same file, byte for byte
 */
export function renderPdf(document: PrintDocument, madeAt: Date): Buffer {
  const made = getCompiler();
  const compiled = made.compile({
    mainFileContent: readFileSync(template, "utf8"),
    inputs: { document: JSON.stringify(document) },
  });
  const { result } = compiled;
  // Diagnostics quote the document: the place is all that may be told.
  if (result === null) throw new Error("document.typ does not compile");
  const pdf = made.pdf(result, {
    pdfStandard: "a-2a",
    creationTimestamp: Math.floor(madeAt.getTime() / 1000),
  });
  made.evictCache(10);
  return pdf;
}
