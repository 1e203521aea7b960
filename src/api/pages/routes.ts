import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { declareAccess } from "../access/request-access.ts";
import type { PortalFiles } from "../portal/portal-files.ts";
import { registerLook } from "./look.ts";

const assetsDir = join(fileURLToPath(new URL(".", import.meta.url)), "../assets");

/** What the server's own pages (sign-in, documentation, errors) are drawn with: style, fonts, pictures. */
export async function registerPageAssets(
  app: FastifyInstance,
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
}
