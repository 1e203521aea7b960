import { Search } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useCaller } from "../../api/caller.ts";
import { useApi } from "../../api/use-api.ts";
import { AppLink } from "../../app/app-link.tsx";
import { findWays } from "../../app/find-ways.ts";
import { navIcons } from "../../app/nav-icons.tsx";
import { useUrlState } from "../../app/url-state.ts";
import { Button } from "../../kit/button.tsx";
import { fold } from "../../kit/fold.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { TextField } from "../../kit/text-field.tsx";
import type { Text } from "../../text/language.ts";
import { search } from "../../text/search.ts";
import { useLanguage, useSay, useText } from "../../text/use-text.ts";
import { FoundPeople } from "./found-people.tsx";
import { FoundSchools } from "./found-schools.tsx";

interface DatasetTitle {
  readonly id: string;
  readonly title: Text;
}

/** Everything that can be found by a name; what is looked for stands in the address. */
export default function SearchPage() {
  const t = useText(search);
  const caller = useCaller();
  const [state, setState] = useUrlState({ q: "" });
  const [typed, setTyped] = useState(state.q);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setState({ q: typed.trim() }, true);
  };
  const mayRead = caller.permissions.includes("record.read");
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      {/* biome-ignore lint/a11y/useSemanticElements: <search> is not known to all browsers we serve. */}
      <form role="search" onSubmit={submit} className="flex max-w-2xl items-end gap-3">
        <div className="flex-1">
          <TextField
            label={t.what}
            type="search"
            value={typed}
            autoComplete="off"
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
        <Button type="submit" icon={Search}>
          {t.go}
        </Button>
      </form>
      {state.q.length < 2 ? (
        <p className="text-muted mt-6">{t.typeMore}</p>
      ) : (
        // A new word is a new search: what was unfolded folds.
        <div key={state.q} className="mt-8 grid gap-x-10 gap-y-8 xl:grid-cols-[minmax(0,1fr)_22rem]">
          <div className="min-w-0 space-y-8">
            {mayRead ? <FoundPeople kind="learners" q={state.q} /> : null}
            {mayRead ? <FoundPeople kind="staff" q={state.q} /> : null}
          </div>
          <div className="min-w-0 space-y-8">
            {mayRead ? <FoundSchools q={state.q} /> : null}
            <FoundPages q={state.q} />
            <FoundDatasets q={state.q} />
          </div>
        </div>
      )}
    </>
  );
}

const rowClass = "hover:bg-sunken flex min-h-11 items-center gap-3 rounded-lg px-2 py-1";

function FoundPages({ q }: { readonly q: string }) {
  const t = useText(search);
  const say = useSay();
  const found = findWays(useCaller(), q, useLanguage());
  if (found.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{t.pages}</h2>
      <ul>
        {found.map(({ path, title, icon }) => {
          const Icon = navIcons[icon];
          return (
            <li key={path}>
              <AppLink to={path} className={rowClass}>
                <Icon aria-hidden size={19} className="text-sea" />
                {say(title)}
              </AppLink>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function FoundDatasets({ q }: { readonly q: string }) {
  const t = useText(search);
  const say = useSay();
  const reading = useApi<{ readonly datasets: readonly DatasetTitle[] }>("/api/v1/dictionary");
  const wanted = fold(q).split(/\s+/);
  const found = (reading.data?.datasets ?? []).filter(({ title }) =>
    wanted.every((word) => fold(`${title.vi} ${title.en}`).includes(word)),
  );
  if (found.length === 0) return null;
  return (
    <section>
      <h2 className="mb-2 text-lg font-semibold">{t.datasets}</h2>
      <ul>
        {found.map(({ id, title }) => (
          <li key={id}>
            <AppLink to={`/docs/dictionary/${id}`} className={rowClass}>
              {say(title)}
            </AppLink>
          </li>
        ))}
      </ul>
    </section>
  );
}
