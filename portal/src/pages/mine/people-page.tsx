import { PageHeader } from "../../kit/page-header.tsx";
import { mine } from "../../text/mine.ts";
import { useText } from "../../text/use-text.ts";
import { OwnPeople } from "../home/own-people.tsx";

/** `/ho-so-cua-toi`: oneself and one's children. */
export default function PeoplePage() {
  const t = useText(mine);
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <OwnPeople />
    </>
  );
}
