/** The errors of the SageMaker operations, in AWS's words where AWS has words (spec: real error messages worth reproducing). */
import { ApiError } from "../api/wire.ts";
import type { Kind } from "../store/store.ts";

const nouns: Record<Kind, string> = { model: "model", "endpoint-config": "endpoint configuration", endpoint: "endpoint" };

const invalid = (message: string): ApiError => new ApiError("ValidationException", 400, message);

export const apiErrors = {
  invalid,
  notFound: (kind: Kind, arn: string) => invalid(`Could not find ${nouns[kind]} "${arn}".`),
  alreadyExists: (kind: Kind, arn: string) => invalid(`Cannot create already existing ${nouns[kind]} "${arn}".`),
  alarmsNotFound: (names: readonly string[]) =>
    invalid(
      `Could not find alarm ${names.map((name) => `"${name}"`).join(", ")} of AutoRollbackConfiguration. Create it with PutMetricAlarm.`,
    ),
  inProgress: (arn: string) => invalid(`Cannot update in-progress endpoint "${arn}".`),
  failedEndpoint: (arn: string) => invalid(`Cannot update failed endpoint "${arn}". Delete it and create it again.`),
  /** A member that Hostler understands but does not act on: refused by name, never silently ignored. */
  unsupported: (member: string, why = "Remove it") => invalid(`Hostler does not support ${member} yet. ${why}.`),
  resourceLimit: (limit: number, used: number, delta: number) =>
    new ApiError(
      "ResourceLimitExceeded",
      400,
      `The account-level service limit 'Number of instances across active endpoints' is ${limit} Instances, with current utilization of ${used} Instances and a request delta of ${delta} Instances. Please use AWS Service Quotas to request an increase for this quota. If AWS Service Quotas is not available, contact AWS support to request an increase for this quota.`,
    ),
  /** Every SDK tries a 503 again by itself. */
  diskFull: (cause: unknown) =>
    Object.assign(
      new ApiError("ServiceUnavailable", 503, "The disk that holds Hostler's state is full; nothing was changed. Make room and try again."),
      {
        cause,
      },
    ),
  invalidToken: () => invalid("The pagination token is not one that this request has given."),
} as const;
