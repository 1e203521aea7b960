import { Menu } from "@base-ui/react/menu";
import { Check } from "lucide-react";
import { useCaller } from "../api/caller.ts";
import { menuItemClass, menuLabelClass, menuPopupClass } from "../kit/menu.tsx";
import type { Language } from "../text/language.ts";
import { shell } from "../text/shell.ts";
import { useLanguage, useSay, useText } from "../text/use-text.ts";
import { AccountFace, accountFaceClass, useAccountLabel } from "./account-face.tsx";
import { AppLink } from "./app-link.tsx";
import { type Theme, usePreferences } from "./preferences.tsx";

const themes: readonly Theme[] = ["system", "light", "dark"];
const languages: readonly { readonly id: Language; readonly name: string }[] = [
  { id: "vi", name: "Tiếng Việt" },
  { id: "en", name: "English" },
];

/** Who I am, in which role, and how the portal looks to me; a guest has the last part alone. Open when it comes. */
export default function AccountMenu() {
  const t = useText(shell);
  const say = useSay();
  const caller = useCaller();
  const language = useLanguage();
  const { theme, setTheme, setLanguage } = usePreferences();
  const isGuest = caller.person === null;
  const roleName = caller.role === null ? t.noRole : say(caller.role.title);
  const unit = caller.role?.unit.name;
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger aria-label={useAccountLabel()} className={accountFaceClass}>
        <AccountFace />
      </Menu.Trigger>
      {/* Inside the bar: what a menu says belongs to a landmark. */}
      <Menu.Portal container={document.querySelector<HTMLElement>("header")}>
        <Menu.Positioner sideOffset={6} align="end" className="z-30">
          <Menu.Popup className={`${menuPopupClass} w-72`}>
            {isGuest ? null : (
              <>
                <div className="px-3 pt-2 pb-3">
                  <p className="font-medium">{caller.person?.displayName}</p>
                  <p className="text-muted text-sm">
                    {unit === undefined ? roleName : `${roleName}, ${unit}`}
                  </p>
                </div>
                <Way to="/tai-khoan">{t.account}</Way>
                {caller.roles.length > 1 ? <Way to="/tai-khoan">{t.changeRole}</Way> : null}
                <Separator />
              </>
            )}
            <Menu.RadioGroup value={theme} onValueChange={(value) => setTheme(value as Theme)}>
              <Menu.Group>
                <Menu.GroupLabel className={menuLabelClass}>{t.theme}</Menu.GroupLabel>
                {themes.map((one) => (
                  <Choice key={one} value={one} name={t.themes[one]} />
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            <Separator />
            <Menu.RadioGroup value={language} onValueChange={(value) => setLanguage(value as Language)}>
              <Menu.Group>
                <Menu.GroupLabel className={menuLabelClass}>{t.language}</Menu.GroupLabel>
                {languages.map(({ id, name }) => (
                  <Choice key={id} value={id} name={name} />
                ))}
              </Menu.Group>
            </Menu.RadioGroup>
            {isGuest ? null : (
              <>
                <Separator />
                <Menu.LinkItem href={withLanguage("/sign-out", language)} className={menuItemClass}>
                  {t.signOut}
                </Menu.LinkItem>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Way({ to, children }: { readonly to: string; readonly children: string }) {
  return (
    <Menu.LinkItem closeOnClick render={<AppLink to={to}>{children}</AppLink>} className={menuItemClass} />
  );
}

function Choice({ value, name }: { readonly value: string; readonly name: string }) {
  return (
    <Menu.RadioItem value={value} className={menuItemClass}>
      <span className="flex-1">{name}</span>
      <Menu.RadioItemIndicator>
        <Check aria-hidden size={16} />
      </Menu.RadioItemIndicator>
    </Menu.RadioItem>
  );
}

const Separator = () => <hr className="bg-rule mx-2 my-1.5 h-px border-0" />;

const withLanguage = (path: string, language: Language): string =>
  language === "en" ? `${path}?lang=en` : path;
