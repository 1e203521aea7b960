import { tcvn3High, vniMarks, vniSingles, windows1258High } from "./tables.ts";

export type LegacyEncoding = "windows-1258" | "tcvn3" | "vni";

const high1258 = [...windows1258High];
const highTcvn3 = [...tcvn3High];
const vniPairs = new Map<string, string>();
const vniOne = new Map<number, string>();

/** The marks and letters are Latin-1 characters, so their code point is their byte; capitals are 0x20 below. */
function fillVni(): void {
  const add = (base: number, mark: number, letter: string) => {
    for (const [b, l] of [
      [base, letter],
      [base - 32, letter.toUpperCase()],
    ] as const) {
      // A capital letter is marked with the capital mark, but hasty typing mixes them.
      vniPairs.set(String.fromCharCode(b, mark), l);
      vniPairs.set(String.fromCharCode(b, mark - 32), l);
    }
  };
  for (const { mark, on, gives } of vniMarks) {
    const letters = [...gives];
    [...on].forEach((base, index) => {
      add(base.charCodeAt(0), mark.charCodeAt(0), letters[index] ?? "");
    });
  }
  const singles = [...vniSingles.gives];
  [...vniSingles.from].forEach((from, index) => {
    vniOne.set(from.charCodeAt(0), singles[index] ?? "");
    vniOne.set(from.charCodeAt(0) - 32, (singles[index] ?? "").toUpperCase());
  });
}
fillVni();

/**
 * Bytes of one of the legacy encodings as NFC text (they have no code points of their own, so there is
 * no other form to keep). A byte the encoding does not use becomes U+FFFD: the row gate lists the cell.
 * Call with whole texts or pieces cut by `legacyCut`: marks follow their letter.
 */
export function decodeLegacy(bytes: Uint8Array, encoding: LegacyEncoding): string {
  if (encoding === "vni") return decodeVni(bytes);
  const high = encoding === "tcvn3" ? highTcvn3 : high1258;
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  return latin.replace(/[\x80-\xff]/g, (char) => high[char.charCodeAt(0) - 128] ?? "\ufffd").normalize("NFC");
}

function decodeVni(bytes: Uint8Array): string {
  const latin = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");
  let text = "";
  let from = 0;
  for (let at = 0; at < latin.length; at++) {
    const code = latin.charCodeAt(at);
    const next = at + 1 < latin.length ? latin.charCodeAt(at + 1) : 0;
    if (code < 128 && next < 128) continue;
    const pair = next < 128 ? undefined : vniPairs.get(latin.slice(at, at + 2));
    if (pair === undefined && code < 128) continue;
    text += latin.slice(from, at) + (pair ?? vniSingle(code));
    if (pair !== undefined) at++;
    from = at + 1;
  }
  return text + latin.slice(from);
}

function vniSingle(byte: number): string {
  if (byte === 0xa0) return "\u00a0";
  return vniOne.get(byte) ?? "\ufffd";
}

/** Where a piece of legacy text may be cut: behind the last byte no mark can join on to. 0 when nowhere. */
export function legacyCut(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at >= 0; at--) {
    const byte = bytes[at] ?? 0;
    if (byte < 0x41) return at + 1;
  }
  return 0;
}
