/** The errors that only alarms have, in the wording of CloudWatch where it is known; the others are CloudWatch's own. */
import { ApiError } from "../../api/wire.ts";

export const alarmErrors = {
  invalidValue: (parameter: string, value: string, allowed: string) =>
    new ApiError("InvalidParameterValueException", 400, `The value ${value} for parameter ${parameter} is not supported. Use ${allowed}.`),
  unsupported: (what: string, instead: string) =>
    new ApiError("InvalidParameterValueException", 400, `Hostler does not support ${what} yet. ${instead}.`),
  /** AWS sends no message with it. */
  notFound: () => new ApiError("ResourceNotFound", 404, ""),
  resourceNotFound: (arn: string) => new ApiError("ResourceNotFoundException", 404, `Could not find the alarm ${arn}.`),
  badJson: (parameter: string) => new ApiError("InvalidFormatFault", 400, `${parameter} is not valid JSON.`),
  tooMany: (limit: number) => new ApiError("LimitExceededFault", 400, `The limit of ${limit} alarms in a region is reached.`),
} as const;
