import type { Comparison } from "../linkage.ts";
import type { Text } from "../text.ts";

/** An e-mail address: the whole, then what stands before the @, typed wrong or not. @param column SQL of the text */
export function mailAddressComparison(column: string, name: string, title: Text): Comparison {
  const [whole, mailbox] = [`${name}_whole`, `${name}_mailbox`];
  const [l, r] = [`l.${mailbox}`, `r.${mailbox}`];
  return {
    name,
    title,
    features: {
      [whole]: `nullif(lower(trim(${column})), '')`,
      [mailbox]: `nullif(split_part(lower(trim(${column})), '@', 1), '')`,
    },
    needs: [whole],
    levels: [
      {
        name: "same",
        title: { vi: "giống nhau", en: "the same" },
        holds: `l.${whole} = r.${whole}`,
        expected: 0.7,
        frequencyOf: whole,
      },
      {
        name: "slip",
        title: { vi: "sai một, hai chữ", en: "one or two letters off" },
        holds: `abs(len(l.${whole}) - len(r.${whole})) <= 2 and damerau_levenshtein(l.${whole}, r.${whole}) <= 2`,
        expected: 0.12,
      },
      {
        name: "mailbox",
        title: { vi: "cùng tên hộp thư", en: "the same mailbox, another host" },
        holds: `${l} = ${r}`,
        expected: 0.05,
        frequencyOf: mailbox,
      },
      {
        name: "near",
        title: { vi: "gần giống", en: "nearly the same" },
        holds: `jaro_winkler_similarity(l.${whole}, r.${whole}) >= 0.9`,
        expected: 0.05,
      },
      {
        name: "nearMailbox",
        title: { vi: "tên hộp thư gần giống", en: "nearly the same mailbox" },
        holds: `jaro_winkler_similarity(${l}, ${r}) >= 0.9`,
        expected: 0.03,
      },
    ],
  };
}
