import { lazy, Suspense, useState } from "react";
import { AccountFace, accountFaceClass, useAccountLabel } from "./account-face.tsx";

const load = () => import("./account-menu.tsx");
const AccountMenu = lazy(load);

/** The account's button; its menu is fetched when somebody reaches for it: 45 KB that few need on a first look. */
export function AccountButton() {
  const label = useAccountLabel();
  const [isWanted, setWanted] = useState(false);
  const button = (
    <button
      type="button"
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
      className={accountFaceClass}
    >
      <AccountFace />
    </button>
  );
  return isWanted ? (
    <Suspense fallback={button}>
      <AccountMenu />
    </Suspense>
  ) : (
    button
  );
}
