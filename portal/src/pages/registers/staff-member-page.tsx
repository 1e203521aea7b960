import { useParams } from "@tanstack/react-router";
import { registers } from "../../text/registers.ts";
import { useText } from "../../text/use-text.ts";
import { PersonPage } from "./person-page.tsx";

/** `/nhan-su/$staffId` */
export default function StaffMemberPage() {
  const t = useText(registers);
  const { staffId } = useParams({ strict: false }) as { staffId: string };
  return <PersonPage dataset="staffMember" id={staffId} list={{ title: t.staff, to: "/nhan-su" }} />;
}
