import type { VendorProfile } from "#src/pipeline/1-landing/recognise/vendor-profile.ts";
import { oneRosterJoin } from "../oneroster/join.ts";

/**
 * OneRoster 1.1 and 1.2 packages of csv. One person is spread over several files, so the package is joined
 * into rows of our intakes first (`src/exchange/oneroster`); no table of it is read by itself.
 */
export const oneroster: VendorProfile = {
  id: "oneroster",
  title: { vi: "OneRoster", en: "OneRoster" },
  recognisedBy: {
    pathSegments: ["oneroster"],
    headers: [
      ["sourcedId", "status", "dateLastModified", "givenName", "familyName"],
      ["propertyName", "value"],
    ],
  },
  learnerCodeIssuer: "vendor",
  trust: 3,
  encodings: ["utf-8"],
  delivery: "full",
  tables: [],
  join: oneRosterJoin,
};
