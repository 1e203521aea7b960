import { findSealed, writeSealed } from "#src/access/encryption/sealed-store.ts";
import type { Client, Db } from "#src/platform/postgres/pool.ts";
import type { Keyring } from "#src/platform/sealing/keyring.ts";

/**
 * What people wrote in and about a request: sealed, since it tells of the person in words nobody can foresee. `proposed`:
 * the values they say are right, as JSON by `dataset.field`.
 */
export type NoteKind = "detail" | "reason" | "outcome" | "proposed";

const placeOf = (requestId: string, kind: NoteKind) => ({
  dataset: "rightsRequest",
  field: kind,
  recordId: requestId,
});

export async function writeNote(
  client: Client,
  keyring: Keyring,
  requestId: string,
  kind: NoteKind,
  text: string,
): Promise<void> {
  await writeSealed(client, keyring, [{ ...placeOf(requestId, kind), text }]);
}

/** What stands in the notes of a request, by kind; kinds without a note are absent. */
export async function readNotes(
  db: Db,
  keyring: Keyring,
  requestId: string,
): Promise<Readonly<Partial<Record<NoteKind, string>>>> {
  const notes: Partial<Record<NoteKind, string>> = {};
  for (const kind of ["detail", "reason", "outcome", "proposed"] as const) {
    const text = await findSealed(db, keyring, placeOf(requestId, kind));
    if (text !== undefined) notes[kind] = text;
  }
  return notes;
}
