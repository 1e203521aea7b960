import { once } from "node:events";
import { existsSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ChangeLog } from "./changes.ts";
import { Faults } from "./faults.ts";
import { measure } from "./measure.ts";
import { addPersons, People } from "./people.ts";
import { createRegistryServer } from "./server.ts";

/**
 * The national population registry of a generated city, as a program of its own: README.md. Prints one JSON line when
 * it listens: `{url, people, changes, loadSeconds}`. Exit 2 for a wrong call.
 */
const { values } = parseArgs({
  options: {
    city: { type: "string" },
    day: { type: "string", default: "1" },
    change: { type: "string", default: "0.0005" },
    port: { type: "string", default: "0" },
    seed: { type: "string", default: "1" },
    faults: { type: "string", default: "{}" },
    state: { type: "string" },
    key: { type: "string", default: process.env.HP_REGISTRY_KEY ?? "" },
    attached: { type: "boolean", default: false },
    measure: { type: "string" },
  },
});

class WrongCall extends Error {}

async function start(): Promise<void> {
  const { city, state, key } = values;
  if (city === undefined || !existsSync(join(city, "truth/persons.csv")))
    throw new WrongCall("--city DIR: the folder of a generated city, with truth/persons.csv");
  if (values.measure !== undefined) {
    const measured = await measure(city, numberOf("measure", values.measure), values.faults);
    return void process.stdout.write(`${JSON.stringify(measured)}\n`);
  }
  if (values.day !== "1" && values.day !== "2") throw new WrongCall("--day is 1 or 2");
  const seed = numberOf("seed", values.seed);
  const port = numberOf("port", values.port);
  const share = numberOf("change", values.change);
  const faults = readFaults(values.faults);
  const started = performance.now();
  const people = new People();
  await addPersons(people, join(city, "truth/persons.csv"));
  if (values.day === "2") await addPersons(people, join(city, "day-2/truth/persons.csv"));
  const changes = new ChangeLog(people, state);
  if (values.day === "2") changes.beginSecondDay(seed, share);
  const server = createRegistryServer({ people, changes, seed, faults, ...(key === "" ? {} : { key }) });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const loadSeconds = (performance.now() - started) / 1000;
  process.stdout.write(
    `${JSON.stringify({ url, people: people.count, changes: changes.count, loadSeconds })}\n`,
  );
  const stop = (): void => {
    server.close();
    server.closeAllConnections();
  };
  process.once("SIGTERM", stop);
  if (values.attached) {
    // Whoever started it holds the other end of stdin: however that process ends, this one does too. Ctrl-C reaches
    // the whole terminal group, but its owner may still have something to ask.
    process.on("SIGINT", () => undefined);
    process.stdin.resume().once("close", stop);
  } else process.once("SIGINT", stop);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0)) throw new WrongCall(`--${name} must be a number: ${text}`);
  return value;
}

function readFaults(text: string): Faults {
  try {
    return Faults.parse(JSON.parse(text));
  } catch (cause) {
    throw new WrongCall(`--faults: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

try {
  await start();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof WrongCall ? 2 : 1;
}
