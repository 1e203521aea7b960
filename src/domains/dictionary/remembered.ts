/** Headers repeat over thousands of files; cells that are tried as headers don't, hence the bound. */
const most = 20_000;

/** A function of a text that remembers what it answered; for texts that come again and again. */
export function remembered<T>(work: (text: string) => T): (text: string) => T {
  const answers = new Map<string, { readonly answer: T }>();
  return (text) => {
    let known = answers.get(text);
    if (known === undefined) {
      known = { answer: work(text) };
      if (answers.size >= most) answers.clear();
      answers.set(text, known);
    }
    return known.answer;
  };
}
