/** The errors of CloudWatch's operations, in AWS's words where AWS has words. They are named by their shapes; each protocol spells them its way. */
import { ApiError } from "../../api/wire.ts";

const invalidValue = (message: string): ApiError => new ApiError("InvalidParameterValueException", 400, message);
const invalidCombination = (message: string): ApiError => new ApiError("InvalidParameterCombinationException", 400, message);
const missing = (message: string): ApiError => new ApiError("MissingRequiredParameterException", 400, message);
const invalid = (message: string): ApiError => new ApiError("ValidationException", 400, message);

const timeOrder = "The parameter StartTime must be less than the parameter EndTime.";

export const cloudwatchErrors = {
  invalid,
  invalidValue,
  missing,
  badValue: (value: unknown, parameter: string) => invalidValue(`The value ${String(value)} for parameter ${parameter} is invalid.`),
  tooMany: (parameter: string, most: number) => invalidValue(`The collection ${parameter} must not have a size greater than ${most}.`),
  exclusive: (one: string, other: string) =>
    invalidCombination(`The parameters ${one} and ${other} are mutually exclusive and you have specified both.`),
  invalidCombination,
  timeOrder: () => invalidValue(timeOrder),
  /** The same of GetMetricData, whose model has no InvalidParameterValue. */
  queryTimeOrder: () => invalid(timeOrder),
  tooManyPoints: (points: number, most: number) =>
    invalidCombination(
      `You have requested up to ${points} datapoints, which exceeds the limit of ${most}. You may reduce the datapoints requested by increasing Period, or decreasing the time range.`,
    ),
  invalidToken: () => new ApiError("InvalidNextToken", 400, "The next token is not one that this request has given."),
} as const;
