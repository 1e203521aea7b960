import { useCaller } from "../../api/caller.ts";
import { AppLink } from "../../app/app-link.tsx";
import { mayOpen } from "../../app/navigation.ts";
import { useUrlState } from "../../app/url-state.ts";
import { PageHeader } from "../../kit/page-header.tsx";
import { Tabs } from "../../kit/tabs.tsx";
import { account } from "../../text/account.ts";
import { useText } from "../../text/use-text.ts";
import { Applications } from "./applications.tsx";
import { Display } from "./display.tsx";
import { Overview } from "./overview.tsx";
import { Roles } from "./roles.tsx";
import { Security } from "./security.tsx";
import { Sessions } from "./sessions.tsx";

/** `/tai-khoan`: who I am here, in which role, where I am signed in, how I prove it, how the portal looks to me. */
export default function AccountPage() {
  const t = useText(account);
  const caller = useCaller();
  const [state, setState] = useUrlState({ phan: "chung" });
  return (
    <>
      <PageHeader title={t.title} lead={t.lead} />
      <Tabs
        label={t.title}
        value={state.phan}
        onChange={(phan) => setState({ phan }, true)}
        tabs={[
          {
            id: "chung",
            title: t.tabs.overview,
            content: (
              <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-2">
                <Roles />
                <Overview />
                {mayOpen(caller, ["looks.read"]) ? (
                  <p className="lg:col-span-2">
                    <AppLink to="/ho-so-cua-toi/luot-xem" className="text-link">
                      {t.whoLooked}
                    </AppLink>
                  </p>
                ) : null}
              </div>
            ),
          },
          { id: "bao-mat", title: t.tabs.security, content: <Security /> },
          {
            id: "phien",
            title: t.tabs.sessions,
            content: (
              <div className="space-y-10">
                <Sessions />
                <Applications />
              </div>
            ),
          },
          { id: "hien-thi", title: t.tabs.display, content: <Display /> },
        ]}
      />
    </>
  );
}
