import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { getRole } from "#src/access/roles/roles.ts";
import { declareAccess } from "../access/request-access.ts";
import { htmlType, sendTagged } from "../etag.ts";
import { type PortalFiles, routePattern } from "./portal-files.ts";

/**
 * What the portal's page may do: our own scripts, styles, fonts and data, and nothing of anybody else's. Neither
 * inline scripts nor inline styles: what React and ECharts set goes through the style object, which is not inline.
 * `worker-src` is the map's; `blob:` pictures are what a canvas gives for print.
 */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

const yearMs = 365 * 86_400_000;

/**
 * The portal: one page for all its paths, and its files. Both are for everybody, because they hold no data: what a
 * person sees comes through the API, in their scope.
 * @param files undefined where the portal was not built: `/` then leads to the documents
 */
export async function registerPortal(app: FastifyInstance, files: PortalFiles | undefined): Promise<void> {
  if (files === undefined) {
    app.get("/", { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      reply.redirect("/docs/", 303),
    );
    return;
  }
  await app.register(async (assets) => {
    declareAccess(assets, "public");
    await assets.register(fastifyStatic, {
      root: files.assetsDir,
      prefix: "/portal/",
      index: false,
      // A file's name changes with its content.
      immutable: true,
      maxAge: yearMs,
      preCompressed: true,
      decorateReply: false,
    });
  });
  for (const { path, type, bytes } of files.files)
    app.get(path, { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      // The worker fetches under the policy of its own answer, and must be the newest at each start.
      reply
        .headers({ "content-security-policy": policy, "cache-control": "no-cache" })
        .type(type)
        .send(bytes),
    );
  for (const { path, html } of files.pages)
    app.get(
      routePattern(path),
      { config: { access: path === "/" ? "optional" : "public" }, schema: { hide: true } },
      async (request, reply) => {
        if (path === "/")
          reply.header(
            "link",
            firstQuestions(request)
              .map((question) => `<${question}>; rel=preload; as=fetch; crossorigin`)
              .join(", "),
          );
        return sendTagged(request, reply.header("content-security-policy", policy), html, htmlType);
      },
    );
}

/**
 * What the start page will ask first, by who comes: the browser asks it along with the program. On a weak line that
 * saves a way there and back; the page itself stays the same for everybody.
 */
function firstQuestions({ principal }: FastifyRequest): readonly string[] {
  if (principal === undefined) return ["/api/v1/open/figures"];
  const { may } = getRole(principal.grant.role);
  if (may.includes("rights.ask")) return ["/api/v1/portal/people"];
  const tasks = "/api/v1/portal/tasks";
  return may.includes("quality.read") ? [tasks, "/api/v1/metrics/figures"] : [tasks];
}
