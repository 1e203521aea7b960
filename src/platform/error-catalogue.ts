import { correctionErrors } from "./errors-by-area/corrections.ts";
import { insightErrors } from "./errors-by-area/insight.ts";
import { operationErrors } from "./errors-by-area/operation.ts";
import { privacyErrors } from "./errors-by-area/privacy.ts";
import { requestErrors } from "./errors-by-area/request.ts";
import { signInErrors } from "./errors-by-area/sign-in.ts";

/** Every error a person can meet, once: code, status, Vietnamese for people, English for logs. */
export const errorCatalogue = {
  ...operationErrors,
  ...requestErrors,
  ...signInErrors,
  ...privacyErrors,
  ...insightErrors,
  ...correctionErrors,
} as const;
