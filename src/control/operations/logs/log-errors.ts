/** The errors of the Logs operations, in AWS's words where they are known. */
import { ApiError } from "../../../api/wire.ts";

const invalid = (message: string): ApiError => new ApiError("InvalidParameterException", 400, message);

export const logErrors = {
  invalid,
  noGroup: () => new ApiError("ResourceNotFoundException", 400, "The specified log group does not exist."),
  noStream: () => new ApiError("ResourceNotFoundException", 400, "The specified log stream does not exist."),
  groupExists: () => new ApiError("ResourceAlreadyExistsException", 400, "The specified log group already exists"),
  streamExists: () => new ApiError("ResourceAlreadyExistsException", 400, "The specified log stream already exists"),
  limit: (what: string, limit: number) =>
    new ApiError("LimitExceededException", 400, `Resource limit exceeded. There may be ${limit} ${what}.`),
  badToken: () => invalid("The specified nextToken is invalid."),
  unsupported: (member: string) => invalid(`Hostler does not support ${member} yet. Remove it.`),
  diskFull: (cause: unknown) =>
    Object.assign(
      new ApiError("ServiceUnavailableException", 503, "The disk that holds Hostler's logs is full. Make room and try again."),
      {
        cause,
      },
    ),
} as const;
