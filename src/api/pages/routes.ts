import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { declareAccess } from "../access/request-access.ts";
import { languageOf } from "../language.ts";
import type { PortalFiles } from "../portal/portal-files.ts";
import { findSingle, type Query } from "../read/parameters.ts";
import type { Resource } from "../read/resource.ts";
import { CityFiguresCache } from "./city-figures.ts";
import type { PageContext } from "./context.ts";
import { sendFramed } from "./frame.ts";
import { registerLook } from "./look.ts";
import { schoolPage } from "./school-page.ts";

const assetsDir = join(fileURLToPath(new URL(".", import.meta.url)), "../assets");

/** The pages for people: plain HTML, no script. */
export async function registerPages(
  app: FastifyInstance,
  resources: readonly Resource[],
  portal: PortalFiles | undefined,
): Promise<void> {
  registerLook(app, portal);
  await app.register(async (assets) => {
    declareAccess(assets, "public");
    await assets.register(fastifyStatic, {
      root: assetsDir,
      prefix: "/assets/",
      index: false,
      maxAge: 3_600_000,
    });
  });
  const figures = new CityFiguresCache();
  const byId = new Map(resources.map((resource) => [resource.dataset.id, resource]));
  const contextOf = ({ reader }: FastifyRequest): PageContext => ({ reader, figures, resources: byId });
  const hidden = { config: { access: "page.read" as const }, schema: { hide: true } };
  const send = (request: FastifyRequest, reply: FastifyReply, html: string): FastifyReply =>
    sendFramed(request, reply, html);

  app.get("/truong/:schoolId", hidden, async (request, reply) => {
    const { schoolId } = request.params as { schoolId: string };
    const query = defined({
      cursor: single(request, "cursor"),
      rejections: single(request, "rejections"),
      rule: single(request, "rule"),
    });
    return send(request, reply, await schoolPage(contextOf(request), schoolId, query, languageOf(request)));
  });
}

const single = (request: FastifyRequest, name: string): string | undefined =>
  findSingle(request.query as Query, name);

/** Without the members that are undefined. */
function defined<T extends Readonly<Record<string, string | undefined>>>(
  values: T,
): { readonly [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as {
    readonly [K in keyof T]?: string;
  };
}
