import { type ReactNode, useEffect } from "react";
import { useCaller } from "../api/caller.ts";
import { useSay } from "../text/use-text.ts";
import { mayOpen } from "./navigation.ts";
import { NoPage, SignInFirst } from "./no-page.tsx";
import type { PortalRoute } from "./route.ts";

/** A page's door and title. The door only spares a person a page full of refusals: the API decides what they see. */
export function PageFrame({
  route,
  children,
}: {
  readonly route: PortalRoute;
  readonly children: ReactNode;
}) {
  const caller = useCaller();
  const title = useSay()(route.title);
  useEffect(() => {
    document.title = `${title} · Hoa Phượng`;
  }, [title]);
  if (mayOpen(caller, route.access)) return children;
  return caller.person === null ? <SignInFirst /> : <NoPage />;
}
