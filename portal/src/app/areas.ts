import { routes as account } from "../pages/account/routes.ts";
import { routes as audit } from "../pages/audit/routes.ts";
import { routes as clients } from "../pages/clients/routes.ts";
import { routes as commune } from "../pages/commune/routes.ts";
import { routes as department } from "../pages/department/routes.ts";
import { routes as feedback } from "../pages/feedback/routes.ts";
import { routes as guide } from "../pages/guide/routes.ts";
import { routes as home } from "../pages/home/routes.ts";
import { routes as kit } from "../pages/kit/routes.ts";
import { routes as map } from "../pages/map/routes.ts";
import { routes as mine } from "../pages/mine/routes.ts";
import { routes as notifications } from "../pages/notifications/routes.ts";
import { routes as publicPages } from "../pages/public/routes.ts";
import { routes as ranking } from "../pages/ranking/routes.ts";
import { routes as reconciliation } from "../pages/reconciliation/routes.ts";
import { routes as registers } from "../pages/registers/routes.ts";
import { routes as reviews } from "../pages/reviews/routes.ts";
import { routes as run } from "../pages/run/routes.ts";
import { routes as school } from "../pages/school/routes.ts";
import { routes as search } from "../pages/search/routes.ts";
import { routes as status } from "../pages/status/routes.ts";
import { routes as teacher } from "../pages/teacher/routes.ts";
import { routes as upload } from "../pages/upload/routes.ts";
import { routes as worklist } from "../pages/worklist/routes.ts";
import type { Area } from "./route.ts";

/** Every area of the portal; one line each, so that several people can add theirs without meeting. */
export const areas: readonly Area[] = [
  { id: "home", routes: home },
  { id: "kit", routes: kit },
  { id: "search", routes: search },
  { id: "guide", routes: guide },
  { id: "account", routes: account },
  { id: "department", routes: department },
  { id: "commune", routes: commune },
  { id: "ranking", routes: ranking },
  { id: "map", routes: map },
  { id: "mine", routes: mine },
  { id: "feedback", routes: feedback },
  { id: "teacher", routes: teacher },
  { id: "public", routes: publicPages },
  { id: "status", routes: status },
  { id: "upload", routes: upload },
  { id: "run", routes: run },
  { id: "reviews", routes: reviews },
  { id: "reconciliation", routes: reconciliation },
  { id: "worklist", routes: worklist },
  { id: "registers", routes: registers },
  { id: "notifications", routes: notifications },
  { id: "audit", routes: audit },
  { id: "school", routes: school },
  { id: "clients", routes: clients },
];
