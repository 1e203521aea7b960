import { pairs } from "../../text/pairs.ts";
import { useSay, useText } from "../../text/use-text.ts";
import type { PairSide, PairStory } from "./pair.ts";

/** Fields of two records beside each other; where they differ is marked by a sign and a colour. */
export function PairFields({ story }: { readonly story: PairStory }) {
  const t = useText(pairs);
  const say = useSay();
  return (
    <>
      <table className="bg-raised border-rule w-full table-fixed border-separate border-spacing-0 overflow-hidden rounded-xl border text-sm sm:text-base">
        <caption className="sr-only">{t.sideBySide}</caption>
        <thead>
          <tr className="text-muted text-left text-sm">
            <th scope="col" className="w-[30%] px-3 py-2.5 font-medium sm:px-4">
              {t.field}
            </th>
            <th scope="col" className="px-3 py-2.5 font-medium sm:px-4">
              {t.left}
            </th>
            <th scope="col" className="px-3 py-2.5 font-medium sm:px-4">
              {t.right}
            </th>
          </tr>
        </thead>
        <tbody>
          {story.fields.map(({ name, title, leftText, rightText, differs }) => (
            <tr key={name} className={differs ? "bg-watch-soft" : ""}>
              <th
                scope="row"
                className="border-rule border-t px-3 py-2.5 text-left font-normal break-words sm:px-4"
              >
                {say(title)}
                {differs ? (
                  <span className="text-watch font-semibold">
                    {" ≠"}
                    <span className="sr-only"> {t.differs}</span>
                  </span>
                ) : null}
              </th>
              {[leftText, rightText].map((text, at) => (
                <td
                  // biome-ignore lint/suspicious/noArrayIndexKey: left and right.
                  key={at}
                  className={`border-rule border-t px-3 py-2.5 break-words sm:px-4 ${differs ? "font-semibold" : ""}`}
                >
                  {text === null ? <span className="text-muted">{"–"}</span> : say(text)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className="mt-6 grid gap-x-8 gap-y-5 sm:grid-cols-2">
        <Side title={t.left} side={story.left} />
        <Side title={t.right} side={story.right} />
      </div>
    </>
  );
}

/** What hangs on a record, and where it comes from. */
function Side({ title, side }: { readonly title: string; readonly side: PairSide }) {
  const t = useText(pairs);
  const say = useSay();
  return (
    <section className="min-w-0 text-sm">
      <h3 className="mb-1.5 text-base font-semibold">{title}</h3>
      <ul className="space-y-1">
        {side.verificationTitle === null ? null : <li>{t.registry(say(side.verificationTitle))}</li>}
        {[...new Set(side.around.map(({ text }) => say(text)))].map((text) => (
          <li key={text}>{text}</li>
        ))}
        {side.sources.map(({ sourceRowId, sourceSystem, fileName, sheetNo, rowNo }) => (
          <li key={sourceRowId} className="text-muted break-words">
            {t.from(sourceSystem, fileName ?? "", String(sheetNo), String(rowNo))}
          </li>
        ))}
      </ul>
    </section>
  );
}
