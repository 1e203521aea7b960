import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { ChangeLog } from "./changes.ts";
import { Faults } from "./faults.ts";
import { type Entry, People } from "./people.ts";
import { createRegistryServer } from "./server.ts";
import type { Claim } from "./verifications.ts";

/** `n` made-up people; the number of person i ends in i. */
function somePeople(n: number): Entry[] {
  return Array.from({ length: n }, (_, i) => ({
    nationalId: `0312150${String(i).padStart(5, "0")}`,
    fullName: `Nguyễn Văn Hòa ${i}`,
    birthDate: `2015-03-${String((i % 28) + 1).padStart(2, "0")}`,
    sex: "1",
  }));
}

/** What a school claims of this person; the key follows from the number. */
export function claimOf(entry: Entry): Claim {
  const { nationalId } = entry;
  return { claimKey: `${nationalId.slice(-8)}-${nationalId.slice(-4)}-8000-8000-${nationalId}`, ...entry };
}

export interface TestRegistry {
  readonly url: string;
  readonly server: Server;
  readonly people: People;
  readonly entries: readonly Entry[];
  /** Tells it what to do wrong from now on. */
  commit(faults: object): Promise<void>;
  change(...orders: object[]): Promise<unknown>;
  stats(): Promise<Record<string, unknown>>;
}

/** A registry of `n` people on a port of its own, closed when the test ends. */
export async function startRegistry(
  n: number,
  options: { key?: string; faults?: object; state?: string } = {},
): Promise<TestRegistry> {
  const people = new People();
  const entries = somePeople(n);
  for (const entry of entries) people.add(entry);
  const server = createRegistryServer({
    people,
    changes: new ChangeLog(people, options.state),
    faults: Faults.parse(options.faults ?? {}),
    ...(options.key === undefined ? {} : { key: options.key }),
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const post = async (path: string, body: unknown): Promise<unknown> => {
    const response = await fetch(url + path, { method: "POST", body: JSON.stringify(body) });
    if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return response.json();
  };
  return {
    url,
    server,
    people,
    entries,
    commit: async (faults) => void (await post("/control", faults)),
    change: (...orders) => post("/control/change", orders),
    stats: async () => (await (await fetch(`${url}/control/stats`)).json()) as Record<string, unknown>,
  };
}
