/** A file's name as its sender knows it: uploads lie on disk under the beginning of their hash, which nobody sent. */
export function shownName(fileName: string, fileId: string): string {
  const name = fileName.split("/").at(-1) ?? fileName;
  const prefix = `${fileId.slice(0, 8)} `;
  return name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
