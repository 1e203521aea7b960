import { createHash } from "node:crypto";
import scalar from "@scalar/fastify-api-reference";
import type { FastifyInstance } from "fastify";
import { findCodeSet, findDataset } from "#src/domains/catalogue.ts";
import { HpError } from "#src/platform/errors.ts";
import { declareAccess } from "../access/request-access.ts";
import { jsonType, sendTagged } from "../etag.ts";
import { languageOf } from "../language.ts";
import { sendFramed } from "../pages/frame.ts";
import { detailsOf, dictionaryOverview } from "./dictionary-json.ts";
import { codeSetPage, datasetPage, dictionaryIndexPage } from "./dictionary-pages.ts";
import { errorsPage } from "./errors-page.ts";

/** The dictionary as JSON and as pages, the error list, and the API reference, all without outside assets. */
export async function registerDocs(app: FastifyInstance): Promise<void> {
  registerDictionary(app);

  const hidden = { config: { access: "optional" as const }, schema: { hide: true } };
  app.get("/docs/errors", hidden, async (request, reply) =>
    sendFramed(request, reply, errorsPage(languageOf(request))),
  );
  app.get("/docs/dictionary", hidden, async (request, reply) =>
    sendFramed(request, reply, dictionaryIndexPage(languageOf(request))),
  );
  app.get("/docs/dictionary/:id", hidden, async (request, reply) => {
    const { id } = request.params as { id: string };
    const target = findDataset(id);
    if (target === undefined)
      throw new HpError("record-not-found", { id: id.slice(0, 60), dataset: "datasets" });
    return sendFramed(request, reply, datasetPage(target, languageOf(request)));
  });
  app.get("/docs/dictionary/code-sets/:id", hidden, async (request, reply) => {
    const { id } = request.params as { id: string };
    if (findCodeSet(id) === undefined)
      throw new HpError("record-not-found", { id: id.slice(0, 60), dataset: "code-sets" });
    return sendFramed(request, reply, codeSetPage(id, languageOf(request)));
  });

  await app.register(async (scope) => {
    declareAccess(scope, "public");
    scope.addHook("onSend", async (_request, reply, payload) => {
      const isPage = typeof payload === "string" && String(reply.getHeader("content-type")).includes("html");
      reply.header("content-security-policy", referencePolicy(isPage ? payload : ""));
      return payload;
    });
    await scope.register(scalar, {
      routePrefix: "/docs",
      logLevel: "silent",
      configuration: {
        url: "/openapi.json",
        pageTitle: "API · Hoa Phượng",
        withDefaultFonts: false,
        telemetry: false,
        hideClientButton: true,
        showDeveloperTools: "never",
        agent: { disabled: true },
        mcp: { disabled: true },
        persistAuth: false,
        favicon: "/assets/icon.svg",
        defaultOpenAllTags: false,
        hideModels: true,
      },
    });
  });
}

/**
 * The reference is a script of 4 MB that styles itself and talks to this server alone; the few lines that start it are
 * named by their hash, so that no other script in the page runs.
 */
function referencePolicy(page: string): string {
  const scripts = [...page.matchAll(/<script(?![^>]*\ssrc=)[^>]*>([\s\S]*?)<\/script>/g)]
    .map(([, code = ""]) => `'sha256-${createHash("sha256").update(code).digest("base64")}'`)
    .join(" ");
  return `default-src 'none'; script-src 'self' ${scripts}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'`;
}

function registerDictionary(app: FastifyInstance): void {
  app.get(
    "/api/v1/dictionary",
    {
      config: { access: "public" },
      schema: { operationId: "getDictionary", tags: ["dictionary"], summary: "Tất cả những gì được khai" },
    },
    async (request, reply) => sendTagged(request, reply, JSON.stringify(dictionaryOverview()), jsonType),
  );
  for (const [kind, describe] of Object.entries(detailsOf)) {
    app.get(
      `/api/v1/dictionary/${kind}/:id`,
      {
        config: { access: "public" },
        schema: { operationId: `getDictionary-${kind}`, tags: ["dictionary"], summary: `Chi tiết: ${kind}` },
      },
      async (request, reply) => {
        const { id } = request.params as { id: string };
        const found = describe(id);
        if (found === undefined)
          throw new HpError("record-not-found", { id: id.slice(0, 60), dataset: kind });
        return sendTagged(request, reply, JSON.stringify(found), jsonType);
      },
    );
  }
}
