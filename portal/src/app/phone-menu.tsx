import { useEffect, useRef } from "react";
import { useCaller } from "../api/caller.ts";
import { Drawer } from "../kit/drawer.tsx";
import { shell } from "../text/shell.ts";
import { useText } from "../text/use-text.ts";
import { navigationOf } from "./navigation.ts";
import { NavGroups } from "./side-nav.tsx";
import { useCurrentPath } from "./use-current-path.ts";

/** All ways on, for phones. */
export default function PhoneMenu({ onClose }: { readonly onClose: () => void }) {
  const t = useText(shell);
  const caller = useCaller();
  const path = useCurrentPath();
  const openedAt = useRef(path);
  useEffect(() => {
    if (path !== openedAt.current) onClose();
  }, [path, onClose]);
  return (
    <Drawer title={t.menu} onClose={onClose}>
      <NavGroups groups={navigationOf(caller)} />
    </Drawer>
  );
}
