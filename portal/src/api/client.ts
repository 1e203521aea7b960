import { problemOf, unreachable } from "./problem.ts";

type QueryValue = string | number | boolean | undefined | null | readonly string[];
export type ApiQuery = Readonly<Record<string, QueryValue>>;

export interface ApiOptions {
  readonly query?: ApiQuery | undefined;
  readonly body?: unknown;
  /** The tag of what was read before (`etag`): the change is refused when somebody else was faster (412). */
  readonly ifMatch?: string | undefined;
  /** Same key, same outcome, however often it is sent; `newKey()` makes one for each thing a person does. */
  readonly idempotencyKey?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Why it is read, when it is not the role's everyday reason. */
  readonly purpose?: string | undefined;
}

export interface ApiAnswer<T> {
  readonly data: T;
  readonly etag: string | undefined;
  readonly status: number;
}

/** One per deed of a person, kept over its repeats. */
export const newKey = (): string => crypto.randomUUID();

/** The address with its parameters; undefined and empty ones are left out, lists repeat the name. */
function apiUrl(path: string, query: ApiQuery = {}): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined || value === null || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) parameters.append(name, String(one));
  }
  const search = parameters.toString();
  return search === "" ? path : `${path}${path.includes("?") ? "&" : "?"}${search}`;
}

/**
 * Asks the API of this host; the session travels by its cookie, and the browser itself says that the page is ours
 * (`Sec-Fetch-Site`, src/api/guard.ts), so there is no token to carry.
 * @throws ApiProblem for every answer that is not a success, and when there is none
 */
export async function callApi<T>(
  method: string,
  path: string,
  options: ApiOptions = {},
): Promise<ApiAnswer<T>> {
  const { query, body, ifMatch, idempotencyKey, signal, purpose } = options;
  const headers: Record<string, string> = { accept: "application/json" };
  if (body !== undefined) headers["content-type"] = "application/json";
  if (ifMatch !== undefined) headers["if-match"] = ifMatch;
  if (idempotencyKey !== undefined) headers["idempotency-key"] = idempotencyKey;
  if (purpose !== undefined) headers["x-purpose"] = purpose;
  const response = await fetch(apiUrl(path, query), {
    method,
    headers,
    credentials: "same-origin",
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  const data = (response.status === 204 ? undefined : await response.json()) as T;
  return { data, etag: response.headers.get("etag") ?? undefined, status: response.status };
}
