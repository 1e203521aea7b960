import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordConsent } from "#src/access/privacy/consent/ledger.ts";
import { requestKinds } from "#src/access/privacy/rights/deadlines.ts";
import { acceptRequest, askForProof, cancelRequest, openRequest } from "#src/access/privacy/rights/handle.ts";
import { getRequest } from "#src/access/privacy/rights/request.ts";
import { getSubject } from "#src/access/privacy/subject.ts";
import type { Clock } from "#src/platform/clock.ts";
import { HpError } from "#src/platform/errors.ts";
import { inTransaction, type Pool } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";
import { languageOf, localised } from "../language.ts";
import { sendFramed } from "../pages/frame.ts";
import { handOver } from "./hand-over.ts";
import { actOf, isVouched, ownPersonOf, ownPersons, personPath } from "./mine.ts";
import { minePage } from "./mine-page.ts";
import { personPage } from "./person-page.ts";
import { readCards, readPersonStory } from "./read-person.ts";

export interface MineParts {
  /** Of the owner: ledgers of consent and requests are written by nobody else; whose they are is checked here. */
  readonly pool: Pool;
  readonly keyring: Keyring;
  readonly erasureKey: Buffer;
  readonly clock: Clock;
}

type Form = Readonly<Record<string, string | readonly string[]>>;

/** `/ho-so-cua-toi`: what is held about oneself and one's children, consent, and requests about it (NĐ 356/2025). */
export function registerMine(app: FastifyInstance, parts: MineParts): void {
  const own = { config: { access: "rights.ask" as const }, schema: { hide: true } };
  app.register(async (scope) => {
    scope.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: 32 * 1024 },
      (_request, body, done) => done(null, readForm(String(body))),
    );
    scope.addHook("onRequest", async (_request, reply) => {
      // With no referrer at all a browser posts the forms with `Origin: null`, which the guard refuses.
      reply.header("referrer-policy", "same-origin");
    });

    scope.get("/ho-so-cua-toi", own, async (request, reply) =>
      sendFramed(
        request,
        reply,
        minePage(await readCards(request.reader, ownPersons(request)), languageOf(request)),
      ),
    );
    scope.get("/ho-so-cua-toi/:entity/:recordId", own, async (request, reply) => {
      const person = ownPersonOf(request);
      const story = await readPersonStory(request.reader, parts.pool, person, parts.clock.now());
      return sendFramed(request, reply, personPage(story, languageOf(request)));
    });
    scope.post("/ho-so-cua-toi/:entity/:recordId/dong-y", own, (request, reply) =>
      say(parts, request, reply),
    );
    scope.post("/ho-so-cua-toi/:entity/:recordId/yeu-cau", own, (request, reply) =>
      ask(parts, request, reply),
    );
    scope.post("/ho-so-cua-toi/:entity/:recordId/yeu-cau/:requestId/rut", own, async (request, reply) => {
      const { subject } = ownPersonOf(request);
      const requestId = await ownRequestId(parts, request);
      await inTransaction(parts.pool, (client) =>
        cancelRequest(client, requestId, actOf(request, parts.clock)),
      );
      return back(request, reply, `${personPath(subject)}#yeu-cau`);
    });
    scope.post("/ho-so-cua-toi/:entity/:recordId/yeu-cau/:requestId/ban-sao", own, async (request, reply) => {
      ownPersonOf(request);
      const requestId = await ownRequestId(parts, request);
      const { as = "pdf" } = (request.body ?? {}) as Form;
      return handOver(parts, request, reply, requestId, as === "json" ? "json" : "pdf");
    });
  });
}

/** Consent given or taken back, in the caller's name, by the words on the page. */
async function say(parts: MineParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { subject, by } = ownPersonOf(request);
  const { purpose = "", act = "" } = (request.body ?? {}) as Form;
  if (act !== "give" && act !== "withdraw") throw new HpError("body-invalid", { pointer: "/act" });
  await inTransaction(parts.pool, (client) =>
    recordConsent(
      client,
      { subject, purpose: String(purpose), act, by, channel: "portal" },
      actOf(request, parts.clock),
    ),
  );
  return back(request, reply, `${personPath(subject)}#dong-y`);
}

/** A request about the person's data. Who came by VNeID is proven, so the term runs at once. */
async function ask(parts: MineParts, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { subject, by } = ownPersonOf(request);
  const form = (request.body ?? {}) as Form;
  const kind = requestKinds.find((one) => one === form.kind);
  if (kind === undefined) throw new HpError("body-invalid", { pointer: "/kind" });
  const act = actOf(request, parts.clock);
  const detail = String(form.detail ?? "").trim();
  await inTransaction(parts.pool, async (client) => {
    const requestId = await openRequest(
      client,
      parts.keyring,
      {
        kind,
        subject,
        askedBy: by === "self" ? "self" : "representative",
        ...(by === "self" ? {} : by),
        channel: "portal",
        purposes: listOf(form.purposes),
        fields: listOf(form.fields),
        ...(detail === "" ? {} : { detail: detail.slice(0, 4_000) }),
      },
      act,
    );
    if (isVouched(request))
      await acceptRequest(
        client,
        requestId,
        { proof: "vneid", childAgrees: form.childAgrees === "yes" },
        act,
      );
    else await askForProof(client, requestId, act);
  });
  return back(request, reply, `${personPath(subject)}#yeu-cau`);
}

/** The id of a request about the person in the address; another's looks like none. */
async function ownRequestId({ pool }: MineParts, request: FastifyRequest): Promise<string> {
  const { requestId } = request.params as { requestId: string };
  const notFound = new HpError("record-not-found", { id: requestId.slice(0, 60), dataset: "rightsRequest" });
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(requestId)) throw notFound;
  const { subject } = ownPersonOf(request);
  const found = await getRequest(pool, requestId).catch(() => undefined);
  const { ids } = await getSubject(pool, subject);
  if (found === undefined || found.entity !== subject.entity || !ids.includes(found.recordId)) throw notFound;
  return requestId;
}

const back = (request: FastifyRequest, reply: FastifyReply, path: string): FastifyReply =>
  reply.redirect(localised(path, languageOf(request)), 303);

/** Boxes of one name that are ticked come several times. */
function readForm(body: string): Form {
  const values = new URLSearchParams(body);
  return Object.fromEntries(
    [...new Set(values.keys())].map((name) => {
      const all = values.getAll(name);
      return [name, all.length === 1 ? (all[0] ?? "") : all];
    }),
  );
}

const listOf = (value: Form[string] | undefined): readonly string[] =>
  [value ?? []].flat().filter((one) => one !== "");
