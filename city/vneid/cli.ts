import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { type Citizen, readCitizens, someCitizens, staffNote, withSamples } from "./citizens.ts";
import { listenAsVneid } from "./listen.ts";
import { VneidFaults } from "./server.ts";

/**
 * VNeID simulated, as a program of its own: README.md. Prints one JSON line when it listens: `{url, citizens}`.
 * Exit 2 for a wrong call.
 */
const { values } = parseArgs({
  options: {
    city: { type: "string" },
    citizens: { type: "string", default: "100" },
    port: { type: "string", default: "0" },
    client: { type: "string", default: "hoa-phuong" },
    secret: { type: "string", default: process.env.HP_VNEID_SECRET ?? "" },
    redirect: { type: "string", multiple: true, default: [] },
    seed: { type: "string", default: "1" },
    faults: { type: "string", default: "{}" },
    attached: { type: "boolean", default: false },
  },
});

class WrongCall extends Error {}

async function start(): Promise<void> {
  const { city, secret } = values;
  const table = city === undefined ? undefined : join(city, "truth/persons.csv");
  if (table !== undefined && !existsSync(table))
    throw new WrongCall("--city DIR: the folder of a generated city, with truth/persons.csv");
  const made = someCitizens(numberOf("citizens", values.citizens));
  const citizens = table === undefined ? made : await citizensOf(table, made);
  const { issuer, close } = await listenAsVneid(
    {
      citizens,
      clientId: values.client,
      ...(secret === "" ? {} : { clientSecret: secret }),
      redirectUris: values.redirect,
      seed: numberOf("seed", values.seed),
      faults: readFaults(values.faults),
    },
    numberOf("port", values.port),
  );
  process.stdout.write(`${JSON.stringify({ url: issuer, citizens: citizens.length })}\n`);
  process.once("SIGTERM", close);
  if (values.attached) {
    // Whoever started it holds the other end of stdin: however that process ends, this one does too.
    process.on("SIGINT", () => undefined);
    process.stdin.resume().once("close", close);
  } else process.once("SIGINT", close);
}

/** The city's people before the made-up ones. Truth of an older generator has no parents. */
async function citizensOf(persons: string, made: readonly Citizen[]): Promise<readonly Citizen[]> {
  const everybody = await readCitizens(persons);
  const guardians = join(dirname(persons), "guardians.csv");
  const isStaff = ({ note }: Citizen): boolean => note === staffNote;
  // Digits four to six tell century, sex and year: who was born before 2013 has a card.
  const hasCard = ({ citizenNumber }: Citizen): boolean =>
    /^\d{3}([01]\d|[23](0\d|1[0-2]))/.test(citizenNumber);
  const learners = everybody.filter((citizen) => !isStaff(citizen));
  return withSamples([
    existsSync(guardians) ? await readCitizens(guardians) : [],
    everybody.filter(isStaff),
    learners.filter(hasCard),
    learners.filter((citizen) => !hasCard(citizen)),
    made,
  ]);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !(value >= 0)) throw new WrongCall(`--${name} must be a number: ${text}`);
  return value;
}

function readFaults(text: string): VneidFaults {
  try {
    return VneidFaults.parse(JSON.parse(text));
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
