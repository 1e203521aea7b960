import { parseArgs } from "node:util";
import { listenAsRelyingParty, relyingPartyMetadata } from "./listen.ts";

/**
 * The demo application as a program of its own: README.md. Prints one JSON line when it listens, with the metadata it
 * must be registered under: `{url, metadata}`. Exit 2 for a wrong call.
 */
const { values } = parseArgs({
  options: {
    issuer: { type: "string" },
    client: { type: "string", default: "thu-vien-so" },
    secret: { type: "string", default: process.env.HP_RP_SECRET ?? "" },
    acr: { type: "string" },
    port: { type: "string", default: "0" },
    attached: { type: "boolean", default: false },
  },
});

const { issuer, client, secret, acr } = values;
if (issuer === undefined || !URL.canParse(issuer) || !/^\d+$/.test(values.port)) {
  process.stderr.write("--issuer URL: the city's provider, such as http://127.0.0.1:8080/oidc; --port N\n");
  process.exitCode = 2;
} else {
  const party = await listenAsRelyingParty(Number(values.port));
  party.open({
    issuer,
    clientId: client,
    ...(secret === "" ? {} : { clientSecret: secret }),
    ...(acr === undefined ? {} : { acrValues: acr }),
  });
  process.stdout.write(
    `${JSON.stringify({ url: party.baseUrl, metadata: relyingPartyMetadata(party.baseUrl) })}\n`,
  );
  process.once("SIGTERM", party.close);
  if (values.attached) {
    process.on("SIGINT", () => undefined);
    process.stdin.resume().once("close", party.close);
  } else process.once("SIGINT", party.close);
}
