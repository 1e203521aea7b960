import { useUrlState } from "../../app/url-state.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { TextField } from "../../kit/text-field.tsx";
import { search } from "../../text/search.ts";
import { useText } from "../../text/use-text.ts";

export default function SearchPage() {
  const t = useText(search);
  const [state, setState] = useUrlState({ q: "" });
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <div className="max-w-xl">
        <TextField
          label={t.what}
          type="search"
          value={state.q}
          onChange={(event) => setState({ q: event.target.value })}
        />
      </div>
    </>
  );
}
