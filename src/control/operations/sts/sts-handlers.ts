/** The part of STS that scripts written for AWS call before anything else. */
import type { Handlers } from "../../../api/handlers.ts";
import { assumeRole } from "./assumeRole.ts";
import { getCallerIdentity } from "./getCallerIdentity.ts";

/** The handlers of service `sts`. */
export const stsHandlers: Handlers = {
  "sts.AssumeRole": assumeRole,
  "sts.GetCallerIdentity": getCallerIdentity,
};
