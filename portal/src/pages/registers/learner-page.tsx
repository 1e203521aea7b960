import { useParams } from "@tanstack/react-router";
import { registers } from "../../text/registers.ts";
import { useText } from "../../text/use-text.ts";
import { PersonPage } from "./person-page.tsx";
import { Schooling } from "./schooling.tsx";

/** `/hoc-sinh/$learnerId` */
export default function LearnerPage() {
  const t = useText(registers);
  const { learnerId } = useParams({ strict: false }) as { learnerId: string };
  return (
    <PersonPage dataset="learner" id={learnerId} list={{ title: t.learners, to: "/hoc-sinh" }}>
      <Schooling learnerId={learnerId} />
    </PersonPage>
  );
}
