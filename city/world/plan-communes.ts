import { readFileSync } from "node:fs";
import type { Commune, CommuneKind } from "./types.ts";

const DATA = new URL("../../src/domains/reference/data/", import.meta.url);

function csv(file: string): string[][] {
  const text = readFileSync(new URL(file, DATA), "utf8");
  return text
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(","));
}

/** City centres people crowd around, and the fall of density with distance. */
const CENTRES = [
  { lon: 106.685, lat: 20.853, perKm2: 15_000, reachKm: 2.9 },
  { lon: 106.33, lat: 20.94, perKm2: 6_500, reachKm: 2.3 },
] as const;
const COUNTRY_PER_KM2 = 1_050;
const WARD_FACTOR = 1.25;
/** Beyond this a large area is forest, port or water, not people. */
const SETTLED_KM2 = 42;
const MOST_PEOPLE = 115_000;
/** Island zones: people, not density. */
const ISLAND_PEOPLE: Readonly<Record<string, number>> = { "11914": 25_000, "11948": 800 };

const KM_PER_DEGREE = 111.2;

function distanceKm(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const dy = (a.lat - b.lat) * KM_PER_DEGREE;
  const dx = (a.lon - b.lon) * KM_PER_DEGREE * Math.cos((20.9 * Math.PI) / 180);
  return Math.hypot(dx, dy);
}

/** The 114 communes with a plausible share of the people each. The shares are made up, the rest is real. */
export function loadCommunes(): Commune[] {
  const raw = csv("admin-units.csv").map(([code = "", name = "", kind = "", area, lon, lat, former]) => {
    const place = { lon: Number(lon), lat: Number(lat) };
    const areaKm2 = Number(area);
    let perKm2 = COUNTRY_PER_KM2;
    for (const centre of CENTRES)
      perKm2 += centre.perKm2 * Math.exp(-distanceKm(place, centre) / centre.reachKm);
    if (kind === "Phường") perKm2 *= WARD_FACTOR;
    const island = ISLAND_PEOPLE[code];
    const people = island ?? Math.min(MOST_PEOPLE, perKm2 * Math.min(areaKm2, SETTLED_KM2));
    const urbanness =
      island !== undefined ? 0 : Math.min(1, Math.max(0, Math.log(perKm2 / 1_200) / Math.log(6)));
    return {
      code,
      name,
      kind: kind as CommuneKind,
      areaKm2,
      ...place,
      people,
      urbanness,
      formerProvince: former === "Hải Dương" ? ("Hải Dương" as const) : ("Hải Phòng" as const),
    };
  });
  const everybody = raw.reduce((sum, c) => sum + c.people, 0);
  return raw.map(({ people, ...commune }, index) => ({
    index,
    ...commune,
    weight: people / everybody,
    neighbours:
      commune.kind === "Đặc khu"
        ? []
        : raw
            .map((other, i) => ({ i, km: distanceKm(commune, other), kind: other.kind }))
            .filter((other) => other.i !== index && other.kind !== "Đặc khu")
            .sort((a, b) => a.km - b.km || a.i - b.i)
            .slice(0, 8)
            .map((other) => other.i),
  }));
}

/** Names of the old communes each commune was merged from, without their kind: schools still bear them. */
export function oldCommuneNames(): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const [newCode = "", , oldName = ""] of csv("admin-unit-mapping.csv")) {
    const bare = oldName.replace(/^(Phường|Xã|Thị trấn)\s+/, "");
    const known = names.get(newCode) ?? [];
    if (bare !== "" && !known.includes(bare)) known.push(bare);
    names.set(newCode, known);
  }
  return names;
}

export function bareCommuneName(commune: Commune): string {
  return commune.name.replace(/^(Phường|Xã|Đặc khu)\s+/, "");
}
