/** What a file may be called on our disk: the sender's own words, without what a path or a shell could mean. */
export function safeFileName(given: string): string {
  const last = given.normalize("NFC").split(/[/\\]/).at(-1) ?? "";
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Co}]/gu, "")
    .replace(/[<>:"|?*$`'&;]/g, "_")
    .replace(/\s+/g, " ")
    .replace(/^[.\s-]+/, "")
    .replace(/[.\s]+$/, "");
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(plain)?.[0] ?? "";
  // 200 bytes leave room under every file system's 255 for what we put around the name.
  const stem = cutToBytes(plain.slice(0, plain.length - extension.length), 200 - extension.length);
  // Windows opens devices by these names.
  const device = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);
  return `${device ? "_" : ""}${stem === "" ? "tep" : stem}${extension}`;
}

function cutToBytes(text: string, limit: number): string {
  let cut = "";
  let bytes = 0;
  for (const sign of text) {
    bytes += Buffer.byteLength(sign);
    if (bytes > limit) break;
    cut += sign;
  }
  return cut.trimEnd();
}
