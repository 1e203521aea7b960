import { Refusal } from "../refusal.ts";
import type { ZipEntry } from "./directory.ts";

/** An Excel package, or an archive of files. @throws Refusal format-unsupported for other office packages */
export function packageKind(entries: ZipEntry[]): "xlsx" | "archive" {
  const names = entries.map((entry) => entry.name.toLowerCase());
  if (names.some((name) => name === "xl/workbook.xml" || name === "xl/workbook.bin")) return "xlsx";
  if (names.includes("[content_types].xml")) {
    if (names.some((name) => name.startsWith("word/")))
      throw new Refusal("format-unsupported", "Word (.docx)");
    if (names.some((name) => name.startsWith("ppt/")))
      throw new Refusal("format-unsupported", "PowerPoint (.pptx)");
    return "xlsx";
  }
  if (names.includes("mimetype") && names.includes("content.xml")) {
    throw new Refusal("format-unsupported", "OpenDocument (.ods/.odt)");
  }
  return "archive";
}
