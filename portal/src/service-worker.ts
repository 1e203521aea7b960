/**
 * Keeps the shell: the one page, its scripts, styles and fonts. It touches nothing else: what the API says of people
 * goes past it and is kept nowhere, since schools share computers.
 *
 * `scripts/build-portal.ts` puts `version` and `shell` in front.
 */
declare const version: string;
declare const shell: readonly string[];

interface WorkEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface AskEvent extends WorkEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface WorkerScope {
  addEventListener(type: "install" | "activate", hear: (event: WorkEvent) => void): void;
  addEventListener(type: "fetch", hear: (event: AskEvent) => void): void;
  skipWaiting(): Promise<void>;
  readonly clients: { claim(): Promise<void> };
  readonly location: Location;
}

const scope = self as unknown as WorkerScope;
const store = `hp-shell-${version}`;

scope.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(store)
      .then((cache) => cache.addAll([...shell]))
      .then(() => scope.skipWaiting()),
  );
});

scope.addEventListener("activate", (event) => {
  const clean = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name !== store) await caches.delete(name);
    await scope.clients.claim();
  };
  event.waitUntil(clean());
});

/** A file whose name changes with its content: what is kept is right. */
async function keptOrFetched(request: Request): Promise<Response> {
  const kept = await caches.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await (await caches.open(store)).put(request, answer.clone());
  return answer;
}

/** The page from the server, where there is one; else as it was kept, which then says that the line is down. */
async function pageOrShell(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (failure) {
    const kept = await caches.match("/");
    if (kept === undefined) throw failure;
    return kept;
  }
}

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== scope.location.origin) return;
  if (url.pathname.startsWith("/portal/")) event.respondWith(keptOrFetched(request));
  else if (request.mode === "navigate" && !/^\/(api|docs|assets|oidc|sign-)/.test(url.pathname))
    event.respondWith(pageOrShell(request));
});
