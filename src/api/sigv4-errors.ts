/**
 * What AWS says when it does not know who is calling, by family of protocol.
 * JSON services answer 400, SageMaker Runtime the same codes with 403, Query services 403 with codes of their own, S3 403 with others again.
 */
import { ApiError } from "./wire.ts";

export type SignatureFamily = "json" | "runtime" | "query" | "s3";

const mismatch =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method.";

const wrongScope = (service: string): string => `Credential should be scoped to correct service: '${service}'.`;

/** The errors of one family. */
export interface SignatureErrors {
  missing(): ApiError;
  malformed(message: string): ApiError;
  wrongService(service: string): ApiError;
  unknownKey(accessKeyId: string): ApiError;
  wrongToken(): ApiError;
  expiredToken(): ApiError;
  mismatch(accessKeyId: string, stringToSign: string, canonicalRequest: string): ApiError;
  /** `message` is the sentence about the two times; S3 has its own. */
  skewed(message: string, requestTime: string, serverTime: string): ApiError;
}

function jsonErrors(status: 400 | 403): SignatureErrors {
  return {
    missing: () => new ApiError("MissingAuthenticationTokenException", status, "Missing Authentication Token"),
    malformed: (message) => new ApiError("IncompleteSignatureException", status, message),
    wrongService: (service) => new ApiError("InvalidSignatureException", status, wrongScope(service)),
    unknownKey: () => new ApiError("UnrecognizedClientException", status, "The security token included in the request is invalid."),
    wrongToken: () => new ApiError("UnrecognizedClientException", status, "The security token included in the request is invalid."),
    expiredToken: () => new ApiError("ExpiredTokenException", status, "The security token included in the request is expired"),
    mismatch: () => new ApiError("InvalidSignatureException", status, `${mismatch} Consult the service documentation for details.`),
    skewed: (message) => new ApiError("InvalidSignatureException", status, message),
  };
}

const queryErrors: SignatureErrors = {
  missing: () => new ApiError("MissingAuthenticationToken", 403, "Request is missing Authentication Token"),
  malformed: (message) => new ApiError("IncompleteSignature", 400, message),
  wrongService: (service) => new ApiError("SignatureDoesNotMatch", 403, wrongScope(service)),
  unknownKey: () => new ApiError("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
  wrongToken: () => new ApiError("InvalidClientTokenId", 403, "The security token included in the request is invalid."),
  expiredToken: () => new ApiError("ExpiredToken", 403, "The security token included in the request is expired"),
  mismatch: () => new ApiError("SignatureDoesNotMatch", 403, `${mismatch} Consult the service documentation for details.`),
  skewed: (message) => new ApiError("SignatureDoesNotMatch", 403, message),
};

const s3Errors: SignatureErrors = {
  missing: () => new ApiError("AccessDenied", 403, "Access Denied"),
  malformed: (message) => new ApiError("AuthorizationHeaderMalformed", 400, `The authorization header is malformed; ${message}`),
  wrongService: (service) =>
    new ApiError(
      "AuthorizationHeaderMalformed",
      400,
      `The authorization header is malformed; incorrect service. This endpoint belongs to "${service}".`,
    ),
  unknownKey: (accessKeyId) =>
    new ApiError("InvalidAccessKeyId", 403, "The AWS Access Key Id you provided does not exist in our records.", {
      members: { AWSAccessKeyId: accessKeyId },
    }),
  wrongToken: () => new ApiError("InvalidToken", 400, "The provided token is malformed or otherwise invalid."),
  expiredToken: () => new ApiError("ExpiredToken", 400, "The provided token has expired."),
  // S3 shows what it signed, which is how people find the header their proxy rewrote. Nothing in it is secret.
  mismatch: (accessKeyId, stringToSign, canonicalRequest) =>
    new ApiError("SignatureDoesNotMatch", 403, mismatch.replace("your AWS Secret Access Key", "your key"), {
      members: { AWSAccessKeyId: accessKeyId, StringToSign: stringToSign, CanonicalRequest: canonicalRequest.slice(0, 8192) },
    }),
  skewed: (_, requestTime, serverTime) =>
    new ApiError("RequestTimeTooSkewed", 403, "The difference between the request time and the current time is too large.", {
      members: { RequestTime: requestTime, ServerTime: serverTime, MaxAllowedSkewMilliseconds: 900_000 },
    }),
};

export const signatureErrors: Readonly<Record<SignatureFamily, SignatureErrors>> = {
  json: jsonErrors(400),
  runtime: jsonErrors(403),
  query: queryErrors,
  s3: s3Errors,
};
