import type { Target } from "../dictionary/intake.ts";
import { Learner } from "./schema.ts";

/**
 * The learner of a row that only results or history mention (identity marks it `alone`): a leaver of an earlier year
 * has a record for life too, made of what the row itself says.
 */
export const aloneLearner: Target = {
  dataset: Learner.id,
  where: "alone",
  values: {
    learnerId: "learner_id",
    learnerCode: "case when key_issuer = 'sector' then learner_code end",
    nationalId: "national_id",
    fullName: "full_name",
    givenName: "coalesce(given_name, string_split(full_name, ' ')[-1])",
    birthDate: "birth_date",
    birthPrecision: "coalesce(birth_precision, 'day')",
    sex: "hp_nid_sex(national_id)",
  },
};
