import { useParams } from "@tanstack/react-router";
import { CommuneView } from "./commune-view.tsx";

/** `/xa/{code}`: one commune, as its office and the department see it. */
export default function CommunePage() {
  const { communeCode } = useParams({ strict: false }) as { communeCode: string };
  return <CommuneView code={communeCode} />;
}
