/**
 * Links to objects signed with Signature Version 2: what boto3 and the AWS CLI make for S3 unless told `signature_version = s3v4`.
 * Only links: every other request must be signed with version 4.
 */
import { createHmac } from "node:crypto";
import { presignedHeaders } from "./presigned-headers.ts";
import { bucketPath } from "./s3-addressing.ts";
import { type CredentialLookup, same } from "./sigv4.ts";
import { decodeText } from "./sigv4-encoding.ts";
import { signatureErrors } from "./sigv4-errors.ts";
import { ApiError, type Principal, type WireRequest } from "./wire.ts";

export interface LinkContext {
  readonly credentials: CredentialLookup;
  readonly nowMs: number;
  /** Version 2 does not name a region. */
  readonly defaultRegion: string;
  readonly hostNames?: readonly string[];
}

/** Query parameters that name something else than the object itself, and so are part of what is signed. */
const signedParameters =
  /^(?:acl|cors|delete|lifecycle|location|logging|notification|partNumber|policy|requestPayment|restore|tagging|torrent|uploadId|uploads|versionId|versioning|versions|website|response-(?:cache-control|content-disposition|content-encoding|content-language|content-type|expires))$/;

export function isVersion2Link(request: WireRequest): boolean {
  return request.headers.authorization === undefined && /(?:^|&)AWSAccessKeyId=/.test(request.query);
}

/** Proves the signature of a link, and that it has not ended. Throws S3's error. */
export function proveVersion2Link(request: WireRequest, context: LinkContext): Principal {
  const errors = signatureErrors.s3;
  const parameters = parametersOf(request.query);
  const named = (name: string): string => parameters.find((each) => each[0] === name)?.[1] ?? "";
  const [accessKeyId, signature, expires] = [named("AWSAccessKeyId"), named("Signature"), named("Expires")];
  if (!signature || !/^\d{1,12}$/.test(expires)) {
    throw errors.malformed("Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters");
  }
  const credential = context.credentials(accessKeyId);
  if (!credential) throw errors.unknownKey(accessKeyId);
  const text = textToSign(request, parameters, expires, context.hostNames ?? []);
  if (!same(createHmac("sha1", credential.secret).update(text).digest("base64"), signature)) throw errors.mismatch(accessKeyId, text, "");
  if (context.nowMs > Number(expires) * 1000) throw new ApiError("AccessDenied", 403, "Request has expired");
  const token = presignedHeaders(request)["x-amz-security-token"];
  if (credential.sessionToken !== undefined && !same(credential.sessionToken, token ?? "")) throw errors.wrongToken();
  if (credential.expiresMs !== undefined && context.nowMs >= credential.expiresMs) throw errors.expiredToken();
  return { accessKeyId, accountId: credential.accountId, region: context.defaultRegion, arn: credential.arn };
}

/** Method, MD5, type and end of the link, then Amazon's headers in order, then the resource with its sub-resources in order. */
function textToSign(request: WireRequest, parameters: readonly [string, string?][], expires: string, hostNames: readonly string[]): string {
  const headers = presignedHeaders(request);
  const amazon = Object.keys(headers)
    .filter((name) => name.startsWith("x-amz-"))
    .sort()
    .map((name) => `${name}:${headers[name]!.trim()}\n`);
  const signed = parameters
    .filter(([name]) => signedParameters.test(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map((each) => each.join("="));
  const resource = bucketPath(request, hostNames) + (signed.length > 0 ? `?${signed.join("&")}` : "");
  const head = [request.method, headers["content-md5"] ?? "", headers["content-type"] ?? "", expires].join("\n");
  return `${head}\n${amazon.join("")}${resource}`;
}

/** Name and value of each parameter; a name alone has no value. */
function parametersOf(query: string): [string, string?][] {
  return query.split("&").map((part) => {
    const equals = part.indexOf("=");
    return equals < 0 ? [part] : [part.slice(0, equals), decodeText(part.slice(equals + 1))];
  });
}
