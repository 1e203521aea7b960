import { fold } from "../../kit/fold.ts";
import type { OpenSchool } from "./open-data.ts";

export type Place = readonly [longitude: number, latitude: number];

export interface Asked {
  /** Words of a name, an address or a commune; accents optional. */
  readonly q: string;
  readonly cap: string;
  readonly loai: string;
  readonly xa: string;
}

export interface Found extends OpenSchool {
  /** As the crow flies from the place asked for; null without one, or where the register has no place. */
  readonly distanceKm: number | null;
}

const earthRadiusKm = 6371;
const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Great-circle distance in km (haversine). */
export function distanceKm([longA, latA]: Place, [longB, latB]: Place): number {
  const half = (a: number, b: number): number => Math.sin(radians(b - a) / 2) ** 2;
  const h = half(latA, latB) + Math.cos(radians(latA)) * Math.cos(radians(latB)) * half(longA, longB);
  return 2 * earthRadiusKm * Math.asin(Math.sqrt(h));
}

/** Schools that match, by name; with a place the nearest first and those without a place last. */
export function findSchools(schools: readonly OpenSchool[], asked: Asked, near?: Place): readonly Found[] {
  const sought = fold(asked.q).split(/\s+/).filter(Boolean);
  const found = schools
    .filter(
      ({ levels, ownership, communeCode, title, address, communeTitle }) =>
        (asked.cap === "" || levels.includes(asked.cap)) &&
        (asked.loai === "" || ownership === asked.loai) &&
        (asked.xa === "" || communeCode === asked.xa) &&
        matches(fold(`${title} ${address ?? ""} ${communeTitle ?? ""}`), sought),
    )
    .map((school) => ({ ...school, distanceKm: distanceTo(school, near) }));
  if (near === undefined) return found;
  return found.sort((a, b) => (a.distanceKm ?? Infinity) - (b.distanceKm ?? Infinity) || 0);
}

const matches = (text: string, sought: readonly string[]): boolean =>
  sought.every((word) => text.includes(word));

function distanceTo({ longitude, latitude }: OpenSchool, near: Place | undefined): number | null {
  if (near === undefined || longitude === null || latitude === null) return null;
  return distanceKm(near, [longitude, latitude]);
}
