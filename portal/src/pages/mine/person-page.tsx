import { useParams } from "@tanstack/react-router";
import { useApi } from "../../api/use-api.ts";
import { useUrlState } from "../../app/url-state.ts";
import { formatDay, formatNumber } from "../../kit/number-text.tsx";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { mine } from "../../text/mine.ts";
import { useLanguage, useText } from "../../text/use-text.ts";
import { Consents } from "./consents.tsx";
import { Corrections } from "./corrections.tsx";
import { type OwnStory, storyPath } from "./person-data.ts";
import { RecordPart } from "./record-part.tsx";
import { Rights } from "./rights.tsx";

/** `/ho-so-cua-toi/{entity}/{id}`: what is held about me or my child, and what can be done about it. */
export default function PersonPage() {
  const t = useText(mine);
  const params = useParams({ strict: false }) as { readonly entity: string; readonly recordId: string };
  const reading = useApi<OwnStory>(storyPath(params));
  const known = reading.data;
  return (
    <>
      <PageHeader
        title={known?.fullName ?? t.title}
        lead={known === undefined ? undefined : <Lead story={known} />}
        crumbs={[{ title: t.title, to: "/ho-so-cua-toi" }, { title: known?.fullName ?? "…" }]}
      />
      <Reading reading={reading} lines={6}>
        {(story) => <Parts story={story} />}
      </Reading>
    </>
  );
}

function Lead({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const language = useLanguage();
  const { birthDate, age, schoolName } = story;
  const born =
    birthDate === null
      ? null
      : age === null
        ? t.bornOnly(formatDay(birthDate))
        : t.born(formatDay(birthDate), formatNumber(age, language));
  return [born, schoolName].filter((part) => part !== null).join(" · ");
}

function Parts({ story }: { readonly story: OwnStory }) {
  const t = useText(mine);
  const [state, setState] = useUrlState({ phan: "ho-so" });
  const open = story.requests.filter(({ isOpen }) => isOpen).length;
  return (
    <Tabs
      label={story.fullName}
      value={state.phan}
      onChange={(phan) => setState({ phan }, true)}
      tabs={[
        {
          id: "ho-so",
          title: t.tabs.record,
          content: <RecordPart story={story} onAsk={() => setState({ phan: "sua" }, true)} />,
        },
        { id: "sua", title: t.tabs.correct, content: <Corrections story={story} /> },
        { id: "dong-y", title: t.tabs.consent, content: <Consents story={story} /> },
        { id: "yeu-cau", title: t.tabs.rights, count: open, content: <Rights story={story} /> },
      ]}
    />
  );
}
