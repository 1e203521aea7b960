import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { FastifyInstance } from "fastify";
import { strongEtag } from "../etag.ts";
import type { PortalFiles } from "../portal/portal-files.ts";

const styles = join(import.meta.dirname, "../../../portal/src/styles");
const heldSeconds = 3_600;

/**
 * Colours and letters of the portal for the pages the server draws: the very files, so that the two can't drift apart.
 * The letters are those the built portal serves, under the same addresses: who signs in has them when the portal opens.
 * @param portal without it there are no letters of our own, and the system's stand in
 */
export function registerLook(app: FastifyInstance, portal: Pick<PortalFiles, "assetsDir"> | undefined): void {
  const files = {
    "/assets/tokens.css": readFileSync(join(styles, "tokens.css"), "utf8"),
    "/assets/fonts.css": portal === undefined ? "" : fontsCss(portal.assetsDir),
  };
  for (const [path, css] of Object.entries(files)) {
    const etag = strongEtag(css);
    app.get(path, { config: { access: "public" }, schema: { hide: true } }, async (_request, reply) =>
      reply
        .headers({ etag, "cache-control": `public, max-age=${heldSeconds}` })
        .type("text/css; charset=utf-8")
        .send(css),
    );
  }
}

/** The portal's declarations of its letters, at the addresses the build gave them; one that was not built is left out. */
function fontsCss(assetsDir: string): string {
  const built = readdirSync(assetsDir).filter((name) => name.endsWith(".woff2"));
  const faces = readFileSync(join(styles, "fonts.css"), "utf8").match(/@font-face \{.*?\}/gs) ?? [];
  return faces
    .flatMap((face) => {
      const source = /url\("([^"]+)"\)/.exec(face)?.[1] ?? "";
      const file = built.find((one) => one.startsWith(`${basename(source, ".woff2")}-`));
      return file === undefined ? [] : [face.replace(source, `/portal/${file}`)];
    })
    .join("\n");
}
