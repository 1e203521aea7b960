/**
 * What somebody typed and did not send yet, kept over a reload, a crash of the page or a lost line. It may tell of
 * people, so it lies in the tab's storage sealed under a key that the browser keeps and gives to no script (WebCrypto,
 * not extractable); {@link forgetDrafts} throws the key away when nobody is signed in, and what was sealed with it.
 */
const database = "hp-drafts";
const store = "keys";
const prefix = "hp-draft:";

function request<T>(asked: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

async function withKeys<T>(mode: IDBTransactionMode, work: (keys: IDBObjectStore) => Promise<T>): Promise<T> {
  const opening = indexedDB.open(database, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(store);
  const db = await request(opening);
  try {
    return await work(db.transaction(store, mode).objectStore(store));
  } finally {
    db.close();
  }
}

async function getKey(): Promise<CryptoKey> {
  const known = await withKeys("readonly", (keys) => request<CryptoKey | undefined>(keys.get("drafts")));
  if (known !== undefined) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, [
    "encrypt",
    "decrypt",
  ]);
  await withKeys("readwrite", (keys) => request(keys.put(made, "drafts")));
  return made;
}

const toText = (bytes: Uint8Array): string =>
  btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const toBytes = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));

/** Keeps one draft. Where the browser has no WebCrypto or no room nothing is kept at all: better none than a bare one. */
export async function keepDraft(name: string, draft: unknown): Promise<void> {
  try {
    const nonce = crypto.getRandomValues(new Uint8Array(12));
    const text = new TextEncoder().encode(JSON.stringify(draft));
    const key = await getKey();
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv: nonce }, key, text);
    sessionStorage.setItem(prefix + name, `${toText(nonce)}.${toText(new Uint8Array(sealed))}`);
  } catch {
    dropDraft(name);
  }
}

/** What {@link keepDraft} kept; undefined when there is none, or when it can't be opened any more. */
export async function findDraft<T>(name: string): Promise<T | undefined> {
  const kept = sessionStorage.getItem(prefix + name);
  if (kept === null) return undefined;
  try {
    const [nonce = "", sealed = ""] = kept.split(".");
    const key = await getKey();
    const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: toBytes(nonce) }, key, toBytes(sealed));
    return JSON.parse(new TextDecoder().decode(text)) as T;
  } catch {
    dropDraft(name);
    return undefined;
  }
}

export function dropDraft(name: string): void {
  sessionStorage.removeItem(prefix + name);
}

/** Nobody is signed in: drafts of whoever was end, in this tab by name, in others because their key is gone. */
export async function forgetDrafts(): Promise<void> {
  for (const name of Object.keys(sessionStorage))
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  try {
    // Without a look first the database would be made for every guest.
    const known = await indexedDB.databases();
    if (known.some(({ name }) => name === database)) indexedDB.deleteDatabase(database);
  } catch {
    // A browser that keeps no databases has none to forget.
  }
}
