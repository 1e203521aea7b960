import type { ReactNode } from "react";
import { useApi } from "../../api/use-api.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { Reading } from "../../kit/states.tsx";
import { registers } from "../../text/registers.ts";
import { story as storyWords } from "../../text/story.ts";
import { useText } from "../../text/use-text.ts";
import { type RecordStory, storyPath } from "./story-data.ts";
import { StoryTabs } from "./story-drawer.tsx";

interface Props {
  readonly dataset: "learner" | "staffMember";
  readonly id: string;
  /** The list one comes back to. */
  readonly list: { readonly title: string; readonly to: string };
  /** What else belongs to the person. */
  readonly children?: ReactNode;
}

/** A person's record: every value with its source, and what changed. Reading it is a look that is written down. */
export function PersonPage({ dataset, id, list, children }: Props) {
  const t = useText(registers);
  const words = useText(storyWords);
  const reading = useApi<RecordStory>(storyPath(dataset, id));
  return (
    <>
      <PageHeader
        title={reading.data?.name ?? t.record[dataset]}
        lead={[reading.data?.place, words.recorded].filter(Boolean).join(". ")}
        crumbs={[list]}
      />
      <div className="grid items-start gap-8 xl:grid-cols-[3fr_2fr]">
        <div className="min-w-0">
          <Reading reading={reading} lines={12}>
            {(of) => <StoryTabs of={of} label={of.name ?? t.record[dataset]} first="fields" />}
          </Reading>
        </div>
        {children}
      </div>
    </>
  );
}
