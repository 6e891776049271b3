/** The errors of alarm operations, in the wording of CloudWatch where it is known. Codes are names of the model's error shapes. */
import { ApiError } from "../../api/wire.ts";

export const alarmErrors = {
  exclusive: (one: string, other: string) =>
    new ApiError(
      "InvalidParameterCombinationException",
      400,
      `The parameters ${one} and ${other} are mutually exclusive and you have specified both.`,
    ),
  combination: (message: string) => new ApiError("InvalidParameterCombinationException", 400, message),
  missing: (parameter: string) => new ApiError("MissingRequiredParameterException", 400, `The parameter ${parameter} is required.`),
  invalid: (message: string) => new ApiError("InvalidParameterValueException", 400, message),
  invalidValue: (parameter: string, value: string, allowed: string) =>
    new ApiError("InvalidParameterValueException", 400, `The value ${value} for parameter ${parameter} is not supported. Use ${allowed}.`),
  unsupported: (what: string, instead: string) =>
    new ApiError("InvalidParameterValueException", 400, `Hostler does not support ${what} yet. ${instead}.`),
  /** AWS sends no message with it. */
  notFound: () => new ApiError("ResourceNotFound", 404, ""),
  resourceNotFound: (arn: string) => new ApiError("ResourceNotFoundException", 404, `Could not find the alarm ${arn}.`),
  badJson: (parameter: string) => new ApiError("InvalidFormatFault", 400, `${parameter} is not valid JSON.`),
  invalidToken: () => new ApiError("InvalidNextToken", 400, "The pagination token is not one that this request has given."),
  tooMany: (limit: number) => new ApiError("LimitExceededFault", 400, `The limit of ${limit} alarms in a region is reached.`),
} as const;
