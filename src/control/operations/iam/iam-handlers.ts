/** The part of IAM that the sagemaker SDK needs to turn a role's name into its ARN. */
import type { Handlers } from "../../../api/handlers.ts";
import { getRole } from "./getRole.ts";

/** The handlers of service `iam`; Hostler has no users, roles or policies of its own to manage. */
export const iamHandlers: Handlers = {
  "iam.GetRole": getRole,
};
