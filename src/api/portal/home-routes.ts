import type { FastifyInstance } from "fastify";
import type { DemoDesk } from "#src/access/demo/desk.ts";
import { getRole } from "#src/access/roles/roles.ts";
import { type Clock, localDay } from "#src/platform/clock.ts";
import { addressNotFound } from "../access/request-access.ts";
import { ownPersons } from "../mine/mine.ts";
import { readCards } from "../mine/read-person.ts";
import { readTasks } from "./today.ts";

interface HomeParts {
  readonly clock: Clock;
  readonly demo: DemoDesk | undefined;
}

const tags = ["account"];

/** What the start page shows: what waits for the caller, their own people, and on a sample city whom one can be. */
export function registerPortalHome(app: FastifyInstance, { clock, demo }: HomeParts): void {
  app.get(
    "/api/v1/portal/tasks",
    {
      config: { access: "optional" },
      schema: { operationId: "listMyTasks", tags, summary: "Việc đang chờ tôi" },
    },
    async ({ principal, reader }) => ({
      // A guest, and who has no role yet, have nothing to do here.
      data: principal === undefined ? [] : await readTasks(reader, localDay(clock.now())),
    }),
  );
  app.get(
    "/api/v1/portal/people",
    {
      config: { access: "rights.ask" },
      schema: { operationId: "listMyPeople", tags, summary: "Tôi, các con tôi" },
    },
    async (request) => {
      const cards = await readCards(request.reader, ownPersons(request));
      return {
        data: cards.map(({ person, ...card }) => ({
          ...person.subject,
          isSelf: person.by === "self",
          ...card,
        })),
      };
    },
  );
  app.get(
    "/api/v1/portal/demo",
    {
      config: { access: "public" },
      schema: { operationId: "getDemo", tags, summary: "Tài khoản mẫu của thành phố mẫu" },
    },
    async (request, reply) => {
      const view = await demo?.view();
      if (view === undefined) throw addressNotFound(request);
      // A code in it is good for half a minute.
      reply.header("cache-control", "no-store");
      return {
        ...view,
        accounts: view.accounts.map((account) => ({
          ...account,
          title: getRole(account.role).title,
          reach: getRole(account.role).reach,
        })),
      };
    },
  );
}
