import { useCaller } from "../../api/caller.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { home } from "../../text/home.ts";
import { useText } from "../../text/use-text.ts";

export default function HomePage() {
  const t = useText(home);
  const caller = useCaller();
  return <PageHeader title={caller.person === null ? t.guestTitle : t.title} lead={t.lead} />;
}
