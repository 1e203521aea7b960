import { type Citizen, someCitizens } from "./citizens.ts";
import { listenAsVneid } from "./listen.ts";

export interface TestVneid {
  readonly issuer: string;
  readonly citizens: readonly Citizen[];
  /** Tells it what to do wrong from now on. */
  commit(faults: object): Promise<void>;
  rotate(): Promise<void>;
  stats(): Promise<Record<string, number>>;
  close(): void;
}

/** VNeID on a port of its own. */
export async function startVneid(
  options: { readonly citizens?: readonly Citizen[]; readonly clientSecret?: string } = {},
): Promise<TestVneid> {
  const citizens = options.citizens ?? someCitizens(20);
  const { issuer, close } = await listenAsVneid({
    citizens,
    clientId: "hoa-phuong",
    ...(options.clientSecret === undefined ? {} : { clientSecret: options.clientSecret }),
    redirectUris: [],
  });
  const post = async (path: string, body: unknown): Promise<void> => {
    const response = await fetch(issuer + path, { method: "POST", body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  };
  return {
    issuer,
    citizens,
    commit: (faults) => post("/control", faults),
    rotate: () => post("/control/rotate", {}),
    stats: async () => (await (await fetch(`${issuer}/control/stats`)).json()) as Record<string, number>,
    close,
  };
}
