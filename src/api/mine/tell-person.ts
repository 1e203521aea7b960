import { findTextOn } from "#src/access/privacy/consent/texts.ts";
import { getPurpose, personalFieldsOf, purposes } from "#src/access/privacy/purposes/register.ts";
import { kindTitles, requestKinds } from "#src/access/privacy/rights/deadlines.ts";
import { openStates } from "#src/access/privacy/rights/machine.ts";
import type { RightsRequest } from "#src/access/privacy/rights/request.ts";
import { findCodeSet, getDataset } from "#src/domains/catalogue.ts";
import { fieldTitle } from "#src/domains/dictionary/dataset.ts";
import { findMendable } from "#src/domains/mendable.ts";
import { localDay } from "#src/platform/clock.ts";
import type { PersonStory } from "./read-person.ts";

/** A person's story as the API tells it: words beside the codes, and what can be done now. */
export function tellPerson(story: PersonStory, at: Date) {
  const { card, age, facts, consents, said, requests } = story;
  const { subject, by } = card.person;
  return {
    ...subject,
    isSelf: by === "self",
    fullName: card.fullName,
    birthDate: card.birthDate,
    schoolName: card.schoolName,
    age: age ?? null,
    ...facts,
    consents: consents.map(({ purpose, granted, reason }) => {
      const lines = said.filter((line) => line.purpose === purpose);
      const own = lines.findLast(({ by: who }) => isMine(who, by));
      return {
        purpose,
        title: getPurpose(purpose).title,
        text: findTextOn(purpose, localDay(at))?.text ?? null,
        granted,
        reason,
        /** What the caller's own word does next. */
        next: own?.act === "give" ? "withdraw" : "give",
        /** Under 16 the parents say it, from 16 the person alone (`consent/state.ts`). */
        mayISay: by === "self" || age === undefined || age < 16,
        history: lines.map((line) => ({
          at: line.at,
          act: line.act,
          who: isMine(line.by, by) ? "me" : line.by === "self" ? "self" : "representative",
          channel: line.channel,
        })),
      };
    }),
    requests: requests
      .filter(({ kind }) => kind !== "correct")
      .map(tellRequest)
      .reverse(),
    /** What may be asked, with what must be named for it. Corrections have their own way. */
    rights: requestKinds
      .filter((kind) => kind !== "correct")
      .map((kind) => ({ kind, title: kindTitles[kind], needsPurposes: needsPurposes.has(kind) })),
    purposes: purposes.map(({ id, title, basis }) => ({ id, title, isConsent: basis === "consent" })),
    correctable: correctableOf(subject.entity),
  };
}

const needsPurposes: ReadonlySet<string> = new Set(["restrict", "object", "withdrawConsent"]);

type Speaker = "self" | { readonly guardianId: string };

const isMine = (who: Speaker, by: Speaker): boolean =>
  by === "self" ? who === "self" : who !== "self" && who.guardianId === by.guardianId;

/** A request with its term; what was written in it stays sealed. */
export function tellRequest(request: RightsRequest) {
  const isOpen = openStates.includes(request.state);
  const isCopy = request.kind === "see" || request.kind === "copy";
  return {
    requestId: request.requestId,
    kind: request.kind,
    title: kindTitles[request.kind],
    state: request.state,
    receivedAt: request.receivedAt,
    dueOn: request.actDue ?? request.replyDue,
    closedAt: request.closedAt,
    isOpen,
    hasCopy: isCopy && (request.state === "accepted" || request.state === "done"),
  };
}

/** What people ask to have put right about themselves, in the words and codes of the dictionary. */
function correctableOf(entity: string) {
  const { fields } = getDataset(entity);
  const personal = new Set(personalFieldsOf(entity));
  return (findMendable(entity)?.fields ?? [])
    .filter((name) => personal.has(name))
    .flatMap((name) => {
      const field = fields[name];
      if (field === undefined) return [];
      const entries = field.kind === "code" ? findCodeSet(field.codeSet ?? "")?.entries : undefined;
      return [
        {
          field: name,
          title: fieldTitle(name, field),
          kind: field.kind,
          options: entries?.map(({ code, title }) => ({ code, title })) ?? null,
        },
      ];
    });
}
