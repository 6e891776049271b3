/** The errors of SageMaker Runtime, in AWS's words where they are known (spec: data plane, error set). Every `Message` is at most 2048 characters. */
import { ApiError } from "../api/wire.ts";

export interface InvokedEndpoint {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
}

const validation = (message: string, errorCode?: string): ApiError =>
  new ApiError("ValidationError", 400, message, errorCode ? { members: { ErrorCode: errorCode } } : {});

export const runtimeErrors = {
  validation,
  endpointNotFound: ({ name, accountId }: InvokedEndpoint) => validation(`Endpoint ${name} of account ${accountId} not found.`),
  endpointNotInService: ({ name, accountId }: InvokedEndpoint, status: string) =>
    validation(`Endpoint ${name} of account ${accountId} is not in service: its status is ${status}.`),
  variantNotFound: (variant: string, { name, accountId }: InvokedEndpoint) =>
    validation(`Variant ${variant} not found for endpoint ${name} of account ${accountId}.`),
  notMultiModel: ({ name }: InvokedEndpoint) =>
    validation(
      `Endpoint ${name} is not a multi-model endpoint and does not support target model header.`,
      "TARGET_MODEL_HEADER_NOT_SUPPORTED",
    ),
  unsupported: (member: string) => validation(`Hostler does not support ${member} yet. Remove it.`),
  tooLarge: (maxBytes: number) => new ApiError("413", 413, `HTTP content length exceeded ${maxBytes} bytes.`),
  throttled: (variant: string, retryAfterSeconds: number) =>
    new ApiError(
      "ThrottlingException",
      400,
      `Rate exceeded: the instances of variant ${variant} have as many requests as they can answer soon. Try again in ${retryAfterSeconds} s.`,
      { headers: { "retry-after": String(retryAfterSeconds) } },
    ),
  connectionFull: (most: number) =>
    new ApiError("ServiceUnavailable", 503, `This connection waits for the answers to ${most} invocations already.`, {
      headers: { "retry-after": "1" },
    }),
  noHealthyInstance: (variant: string, { name }: InvokedEndpoint) =>
    new ApiError(
      "ServiceUnavailable",
      503,
      `Variant ${variant} of endpoint ${name} has no healthy instance at the moment. Its share of the traffic is not sent to other variants.`,
    ),
  noTraffic: ({ name }: InvokedEndpoint) =>
    new ApiError(
      "ServiceUnavailable",
      503,
      `All production variants of endpoint ${name} have weight 0. Name one with TargetVariant, or give one a weight.`,
    ),
  modelError: (endpoint: InvokedEndpoint, status: number, body: Buffer) => {
    const text = body.toString("utf8");
    const whose = status >= 400 && status < 500 ? "client" : "server";
    return modelError(
      endpoint,
      status,
      `Received ${whose} error (${status}) from primary with message "`,
      text,
      `". ${seeLogs(endpoint)}`,
      text,
    );
  },
  tooLargeAnswer: (endpoint: InvokedEndpoint) =>
    modelError(
      endpoint,
      500,
      `Received server error (500) from primary and could not load the entire response body. ${seeLogs(endpoint)}`,
      "",
      "",
      "",
    ),
  timedOut: (endpoint: InvokedEndpoint) =>
    modelError(
      endpoint,
      0,
      'Received server error (0) from primary with message "Your invocation timed out while waiting for a response from container primary. Review the latency metrics for each container in Amazon CloudWatch, resolve the issue, and try again."',
      "",
      "",
      "Your invocation timed out while waiting for a response from container primary.",
    ),
  noAnswer: (endpoint: InvokedEndpoint) =>
    modelError(
      endpoint,
      0,
      `Received server error (0) from model with message "Amazon SageMaker could not get a response from the ${endpoint.name} endpoint. This can occur when CPU or memory utilization is high. ${seeLogs(endpoint)}"`,
      "",
      "",
      "",
    ),
} as const;

const seeLogs = ({ name, accountId }: InvokedEndpoint): string => `See hostler logs ${name} in account ${accountId} for more information.`;

/** Clients cut the quoted body out of the message with regular expressions: if it is too long, the body is shortened and never the words. */
function modelError(endpoint: InvokedEndpoint, status: number, before: string, quoted: string, after: string, original: string): ApiError {
  const { region, accountId, name } = endpoint;
  const message = before + quoted.slice(0, 2048 - before.length - after.length) + after;
  return new ApiError("ModelError", 424, message, {
    members: {
      ErrorCode: status >= 400 && status < 500 ? "CLIENT_ERROR_FROM_MODEL" : "INTERNAL_FAILURE_FROM_MODEL",
      LogStreamArn: `arn:aws:logs:${region}:${accountId}:log-group:/aws/sagemaker/Endpoints/${name}`,
      OriginalMessage: original.slice(0, 2048),
      OriginalStatusCode: status,
    },
  });
}
