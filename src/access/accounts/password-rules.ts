import { foldText } from "#src/domains/dictionary/fold.ts";
import { HpError } from "#src/platform/errors.ts";
import { commonWords } from "./common-passwords.ts";
import type { AccountPolicy } from "./policy.ts";

/**
 * A password as it is hashed and compared: NFC, every kind of blank a plain one, case and accents kept (RFC 8265 §4.2,
 * OpaqueString). One person's phone types ế as one code point, their computer as three: it is one password.
 * Length is looked at before anything else: normalising a megabyte is work too.
 * @throws HpError `password-too-long`, `password-characters`
 */
export function preparePassword(typed: string, policy: Pick<AccountPolicy, "mostPasswordLength">): string {
  const most = policy.mostPasswordLength;
  // A Vietnamese letter has at most three code points (base, hat, tone), a code point at most two units.
  if (typed.length > most * 4) throw new HpError("password-too-long", { most });
  const password = typed.normalize("NFC").replace(/\p{Zs}/gu, " ");
  if (lengthOf(password) > most) throw new HpError("password-too-long", { most });
  // Lone surrogates become U+FFFD in UTF-8: two different passwords would be one.
  if (password === "" || /\p{Cc}/u.test(password) || !password.isWellFormed())
    throw new HpError("password-characters");
  return password;
}

export function lengthOf(password: string): number {
  return [...password].length;
}

/** Whose password it is: what others know of them is no secret. */
export interface PasswordOwner {
  readonly userName: string;
  readonly displayName: string;
}

/**
 * @param password as {@link preparePassword} gives it
 * @param hasMfa a second factor is asked for beside it
 * @throws HpError `password-too-short`, `password-guessable`
 */
export function checkPassword(
  password: string,
  owner: PasswordOwner,
  policy: AccountPolicy,
  hasMfa: boolean,
): void {
  const least = hasMfa ? policy.passwordLength.withMfa : policy.passwordLength.alone;
  if (lengthOf(password) < least) throw new HpError("password-too-short", { least });
  if (ownCharacters(password, owner) < policy.ownCharacters) throw new HpError("password-guessable");
}

/**
 * How many characters of a password are its own. The owner's names count for nothing; a common word, a run (1234, abcd,
 * qwer, aaaa) or a year for two, about what choosing it out of a list is worth.
 */
export function ownCharacters(password: string, owner: PasswordOwner): number {
  const names = [owner.userName, owner.displayName]
    .flatMap((name) => foldText(name).split(/[^a-z0-9]+/))
    .filter((part) => part.length >= 3)
    .sort((a, b) => b.length - a.length);
  const text = foldText(password);
  // p@ssw0rd is password, though 1234 is a run only while its 4 is a 4: words are read so, runs and dates as they stand.
  const read = text.replace(/[4@]/g, "a").replace(/0/g, "o").replace(/3/g, "e").replace(/[5$]/g, "s");
  const seen = new Set<string>();
  let own = 0;
  let at = 0;
  while (at < text.length) {
    const name = names.find((part) => text.startsWith(part, at) || read.startsWith(part, at));
    const known = Math.max(
      wordLength(text, at),
      wordLength(read, at),
      runLength(text, at),
      dateLength(text, at),
    );
    const character = (text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1;
    const taken = name?.length ?? Math.max(known, character);
    const part = read.slice(at, at + taken);
    // Said twice it is no harder to guess.
    if (name === undefined && !(known > 0 && seen.has(part)))
      own += known > 0 ? Math.min(known, guessable) : 1;
    seen.add(part);
    at += taken;
  }
  return own;
}

/** What choosing a word, a run or a year is worth, in characters. */
const guessable = 2;

function wordLength(text: string, at: number): number {
  return commonWords.find((word) => text.startsWith(word, at))?.length ?? 0;
}

/** A day or a year, as birthdays are written: 2015, 31032015, 310315. */
function dateLength(text: string, at: number): number {
  const found = /^(?:[0-3]\d[01]\d(?:19|20)?\d\d|(?:19|20)\d\d)/.exec(text.slice(at, at + 8));
  return found?.[0].length ?? 0;
}

const rows = ["0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm"];
const steps = new Set(
  rows.flatMap((row) =>
    [...row].slice(1).flatMap((next, i) => [`${row.charAt(i)}${next}`, `${next}${row.charAt(i)}`]),
  ),
);

/** Three or more equal characters or neighbours: aaaa, 4321, qwert. 0 when there is no run. */
function runLength(text: string, at: number): number {
  let end = at + 1;
  while (
    end < text.length &&
    (text.charAt(end) === text.charAt(end - 1) || steps.has(text.slice(end - 1, end + 1)))
  )
    end += 1;
  return end - at >= 3 ? end - at : 0;
}
