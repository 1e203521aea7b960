import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from "@tanstack/react-router";
import { NoPage } from "./no-page.tsx";
import { PageFailed } from "./page-failed.tsx";
import { PageFrame } from "./page-frame.tsx";
import { portalRoutes } from "./portal-paths.ts";
import { Shell } from "./shell.tsx";

const rootRoute = createRootRoute({
  component: Shell,
  notFoundComponent: NoPage,
  errorComponent: PageFailed,
});

const children = portalRoutes.map((route) => {
  const Page = lazyRouteComponent(route.page);
  return createRoute({
    getParentRoute: () => rootRoute,
    path: route.path,
    // The page's file is fetched when a link to it is pointed at, not only when it is pressed.
    component: Object.assign(
      () => (
        <PageFrame route={route}>
          <Page />
        </PageFrame>
      ),
      { preload: Page.preload },
    ),
    errorComponent: PageFailed,
  });
});

/** Plain strings both ways: a school's number in an address must stay the text it is, with its leading zero. */
const parseSearch = (search: string): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(search));

function stringifySearch(search: Record<string, unknown>): string {
  const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(entries.map(([key, value]) => [key, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

export const router = createRouter({
  routeTree: rootRoute.addChildren(children),
  parseSearch,
  stringifySearch,
  defaultPreload: "intent",
  scrollRestoration: true,
});
