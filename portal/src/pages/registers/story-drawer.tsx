import { BadgeCheck } from "lucide-react";
import { useState } from "react";
import { useApi } from "../../api/use-api.ts";
import { Badge } from "../../kit/badge.tsx";
import { Drawer } from "../../kit/drawer.tsx";
import { Reading } from "../../kit/states.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { story } from "../../text/story.ts";
import { useText } from "../../text/use-text.ts";
import { useCodeTitles } from "./code-titles.ts";
import { type RecordStory, storyPath } from "./story-data.ts";
import { ChangeList, FieldList } from "./story-parts.tsx";

interface Props {
  readonly dataset: string;
  readonly recordKey: string;
  readonly title: string;
  readonly onClose: () => void;
}

/** A record beside the page: what stands and where each value came from, and who changed what. */
export function StoryDrawer({ dataset, recordKey, title, onClose }: Props) {
  const t = useText(story);
  const reading = useApi<RecordStory>(storyPath(dataset, recordKey));
  return (
    <Drawer title={title === "" ? t.title : title} onClose={onClose} isWide>
      <p className="text-muted mb-4 text-sm">{t.recorded}</p>
      <Reading reading={reading} lines={10}>
        {(of) => <StoryBody of={of} />}
      </Reading>
    </Drawer>
  );
}

/** Both halves of a story, for the drawer and for the record's own page. */
export function StoryBody({ of }: { readonly of: RecordStory }) {
  const t = useText(story);
  const [tab, setTab] = useState("now");
  const titleOf = useCodeTitles(of.fields.map(({ codeSet }) => codeSet));
  return (
    <>
      {of.isVerified ? (
        <p className="mb-4">
          <Badge tone="good">
            <BadgeCheck aria-hidden size={14} /> {t.verified}
          </Badge>
        </p>
      ) : null}
      <Tabs
        label={t.title}
        value={tab}
        onChange={setTab}
        tabs={[
          { id: "now", title: t.now, content: <FieldList of={of} titleOf={titleOf} /> },
          {
            id: "changes",
            title: t.changes,
            content: <ChangeList changes={of.changes} of={of} titleOf={titleOf} />,
          },
        ]}
      />
    </>
  );
}
