/** A page as a person without scripts has it before them. */
export interface Page {
  readonly url: string;
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

interface Cookie {
  readonly host: string;
  readonly path: string;
  readonly name: string;
  readonly value: string;
}

const mostRedirects = 20;

/**
 * A browser as far as signing in needs one: cookies by host and path, redirects, forms; no scripts. It does as browsers
 * do with what sign-in stands on: cookies don't know ports, forms carry an `Origin`, and after a post it follows
 * redirects only to where the page's `form-action` lets it (Chromium does, Firefox does not).
 */
export class PlainBrowser {
  #cookies: Cookie[] = [];
  /** Addresses it went through, the last one last. */
  readonly trail: string[] = [];

  get(url: string): Promise<Page> {
    return this.#go(url, { method: "GET" }, undefined, undefined);
  }

  /** Without following anything. */
  async look(url: string): Promise<Page> {
    return this.#ask(url, { method: "GET" });
  }

  /**
   * Fills in and sends a form of a page: the first whose action ends as given.
   * @throws Error when there is no such form or the page's own rules forbid the way
   */
  submit(page: Page, action: string, values: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.#submit(page, action, values, undefined);
  }

  /** As {@link submit}, but stops before it goes to an address that holds this text. @returns that address */
  async submitUntil(
    page: Page,
    action: string,
    before: string,
    values: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const stopped = await this.#submit(page, action, values, before);
    return new URL(stopped.headers.get("location") ?? "", stopped.url).href;
  }

  #submit(
    page: Page,
    action: string,
    values: Readonly<Record<string, string>>,
    before: string | undefined,
  ): Promise<Page> {
    const form = formsOf(page).find((one) => new URL(one.action).pathname.endsWith(action));
    if (form === undefined) throw new Error(`no form for ${action} on ${page.url} (${page.status})`);
    const body = new URLSearchParams({ ...form.hidden, ...values }).toString();
    const origin = new URL(page.url).origin;
    const isSilent = page.headers.get("referrer-policy") === "no-referrer";
    const policy = page.headers.get("content-security-policy") ?? "";
    assertMayPost(policy, page.url, form.action);
    return this.#go(
      form.action,
      {
        method: "POST",
        body,
        headers: {
          "content-type": "application/x-www-form-urlencoded",
          origin: isSilent ? "null" : origin,
        },
      },
      { policy, from: page.url },
      before,
    );
  }

  cookie(name: string): string | undefined {
    return this.#cookies.find((one) => one.name === name)?.value;
  }

  setCookie(url: string, name: string, value: string, path = "/"): void {
    this.#keep({ host: new URL(url).hostname, path, name, value });
  }

  forgetCookie(name: string): void {
    this.#cookies = this.#cookies.filter((one) => one.name !== name);
  }

  async #go(
    url: string,
    init: RequestInit,
    posted: { readonly policy: string; readonly from: string } | undefined,
    before: string | undefined,
  ): Promise<Page> {
    let page = await this.#ask(url, init);
    for (let turn = 0; turn < mostRedirects; turn += 1) {
      const location = page.headers.get("location");
      if (page.status < 300 || page.status > 399 || location === null) return page;
      const next = new URL(location, page.url).href;
      if (before !== undefined && next.includes(before)) return page;
      if (posted !== undefined) assertMayPost(posted.policy, posted.from, next);
      page = await this.#ask(next, { method: "GET" });
    }
    throw new Error("redirected too often");
  }

  async #ask(url: string, init: RequestInit): Promise<Page> {
    this.trail.push(url);
    const { hostname, pathname } = new URL(url);
    const cookie = this.#cookies
      .filter(({ host, path }) => host === hostname && isWithin(pathname, path))
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
    const headers = new Headers(init.headers);
    if (cookie !== "") headers.set("cookie", cookie);
    headers.set("accept", "text/html");
    headers.set("user-agent", "PlainBrowser");
    const response = await fetch(url, { ...init, headers, redirect: "manual" });
    for (const line of response.headers.getSetCookie()) this.#readCookie(line, hostname, pathname);
    return { url, status: response.status, text: await response.text(), headers: response.headers };
  }

  #readCookie(line: string, host: string, pathname: string): void {
    const [pair = "", ...attributes] = line.split(";").map((part) => part.trim());
    const at = pair.indexOf("=");
    const given = new Map(
      attributes.map((attribute) => {
        const [name = "", value = ""] = attribute.split("=");
        return [name.toLowerCase(), value];
      }),
    );
    const path = given.get("path") ?? pathname.slice(0, Math.max(1, pathname.lastIndexOf("/")));
    const cookie = { host, path, name: pair.slice(0, at), value: pair.slice(at + 1) };
    const expires = given.get("expires");
    const isOver = expires !== undefined && Date.parse(expires) <= Date.now();
    this.#keep(cookie);
    if (isOver || cookie.value === "") this.#cookies = this.#cookies.filter((one) => one !== cookie);
  }

  #keep(cookie: Cookie): void {
    const isSame = (one: Cookie): boolean =>
      one.host === cookie.host && one.path === cookie.path && one.name === cookie.name;
    this.#cookies = [...this.#cookies.filter((one) => !isSame(one)), cookie];
  }
}

/** RFC 6265 §5.1.4. */
const isWithin = (pathname: string, path: string): boolean =>
  pathname === path || pathname.startsWith(path.endsWith("/") ? path : `${path}/`);

function assertMayPost(policy: string, from: string, to: string): void {
  const rule = policy
    .split(";")
    .map((part) => part.trim().split(/\s+/))
    .find(([name]) => name === "form-action");
  if (rule === undefined) return;
  const origins = rule.slice(1).map((source) => (source === "'self'" ? new URL(from).origin : source));
  if (!origins.includes(new URL(to).origin))
    throw new Error(`the page's form-action lets nobody go to ${new URL(to).origin}`);
}

interface Form {
  readonly action: string;
  readonly hidden: Readonly<Record<string, string>>;
}

const unescapeHtml = (text: string): string =>
  text.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));

const attributeOf = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? undefined : unescapeHtml(found);
};

function formsOf(page: Page): readonly Form[] {
  return [...page.text.matchAll(/<form\s[^>]*>[\s\S]*?<\/form>/g)].map(([form]) => {
    const [tag = ""] = /<form\s[^>]*>/.exec(form) ?? [];
    const hidden = [...form.matchAll(/<input type="hidden"[^>]*>/g)].map(([input]) => [
      attributeOf(input, "name") ?? "",
      attributeOf(input, "value") ?? "",
    ]);
    return {
      action: new URL(attributeOf(tag, "action") ?? "", page.url).href,
      hidden: Object.fromEntries(hidden) as Record<string, string>,
    };
  });
}
