/** What a request says about its signature, in its Authorization header or (presigned) in its query. */
import { limits } from "../limits.ts";
import { decodeText } from "./sigv4-encoding.ts";
import { type SignatureFamily, signatureErrors } from "./sigv4-errors.ts";
import { ApiError, type WireRequest } from "./wire.ts";

export interface Claim {
  readonly accessKeyId: string;
  /** `yyyymmdd` of the scope. */
  readonly date: string;
  readonly region: string;
  readonly service: string;
  /** `yyyymmdd/region/service/aws4_request`. */
  readonly scope: string;
  /** `yyyymmddThhmmssZ`. */
  readonly timestamp: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  readonly sessionToken: string | undefined;
  readonly presigned: boolean;
  /** Of a presigned request: how long it is good for. */
  readonly expiresSeconds: number | undefined;
  /** Of a presigned request: the `X-Amz-Content-Sha256` of its query. */
  readonly contentSha256: string | undefined;
}

const algorithm = "AWS4-HMAC-SHA256";

/** True when the query carries a signature. */
export function isPresigned(request: WireRequest): boolean {
  return request.query.includes("X-Amz-Signature=") || request.query.includes("X-Amz-Credential=");
}

/** The signing name in the scope; undefined when the request is unsigned or its credential unreadable. */
export function signingName(request: WireRequest): string | undefined {
  return credentialParts(request)?.service;
}

export interface CredentialParts {
  readonly accessKeyId: string;
  readonly region: string;
  readonly service: string;
}

/** What the credential of a request says, believed by nobody: for dispatch, and for callers when authentication is off. */
export function credentialParts(request: WireRequest): CredentialParts | undefined {
  return credentialIn(request.headers.authorization ?? (isPresigned(request) ? decodeText(request.query) : ""));
}

/** The same, in an Authorization header or a query. */
export function credentialIn(text: string): CredentialParts | undefined {
  const [accessKeyId, , region, service] = /Credential=([^,&\s]+)/.exec(text)?.[1]?.split("/") ?? [];
  return accessKeyId && region && service ? { accessKeyId, region, service } : undefined;
}

/** Reads the claim of a request. Throws the family's error when there is none or it is malformed. */
export function readClaim(request: WireRequest, family: SignatureFamily): Claim {
  const errors = signatureErrors[family];
  const header = request.headers.authorization;
  if (header !== undefined) {
    if (isPresigned(request)) throw errors.malformed("Only one auth mechanism allowed: the Authorization header or the query parameters.");
    return readHeader(request, header, family);
  }
  if (isPresigned(request)) return readQuery(request, family);
  throw errors.missing();
}

function readHeader(request: WireRequest, header: string, family: SignatureFamily): Claim {
  const errors = signatureErrors[family];
  if (family === "s3" && header.startsWith("AWS ")) throw version2();
  if (!header.startsWith(`${algorithm} `))
    throw errors.malformed(`Unsupported Authorization type: '${header.slice(0, 40).split(" ")[0]}'; use ${algorithm}.`);
  if (header.indexOf(algorithm, 1) > 0) throw errors.malformed("The Authorization header appears more than once.");
  const parts = new Map<string, string>();
  for (const part of header.slice(algorithm.length + 1).split(",")) {
    const equals = part.indexOf("=");
    if (equals > 0) parts.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const missing = ["Credential", "Signature", "SignedHeaders"].filter((name) => !parts.get(name));
  const timestamp = request.headers["x-amz-date"] ?? headerDate(request.headers.date);
  const sentences = missing.map((name) => `Authorization header requires '${name}' parameter.`);
  if (!timestamp) sentences.push("Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header.");
  if (sentences.length) throw errors.malformed(sentences.join(" "));
  return {
    ...readScope(parts.get("Credential")!, timestamp!, family),
    timestamp: timestamp!,
    signedHeaders: readSignedHeaders(parts.get("SignedHeaders")!, family),
    signature: parts.get("Signature")!,
    sessionToken: request.headers["x-amz-security-token"],
    presigned: false,
    expiresSeconds: undefined,
    contentSha256: undefined,
  };
}

function readQuery(request: WireRequest, family: SignatureFamily): Claim {
  const query = new Map<string, string>();
  for (const part of request.query.split("&")) {
    const equals = part.indexOf("=");
    if (equals < 0 || !part.startsWith("X-Amz-")) continue;
    const name = part.slice(0, equals);
    if (query.has(name)) throw queryError(family, `The query parameter ${name} appears more than once.`);
    query.set(name, decodeText(part.slice(equals + 1)));
  }
  const names = ["Algorithm", "Credential", "Signature", "Date", "SignedHeaders"].map((name) => `X-Amz-${name}`);
  if (
    names.some((name) => !query.get(name)) ||
    query.get("X-Amz-Algorithm") !== algorithm ||
    (family === "s3" && !query.has("X-Amz-Expires"))
  ) {
    throw queryError(
      family,
      "Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.",
    );
  }
  const timestamp = query.get("X-Amz-Date")!;
  return {
    ...readScope(query.get("X-Amz-Credential")!, timestamp, family),
    timestamp,
    signedHeaders: readSignedHeaders(query.get("X-Amz-SignedHeaders")!, family),
    signature: query.get("X-Amz-Signature")!,
    sessionToken: query.get("X-Amz-Security-Token"),
    presigned: true,
    expiresSeconds: readExpires(query.get("X-Amz-Expires"), family),
    contentSha256: query.get("X-Amz-Content-Sha256"),
  };
}

/** The version before is served for links alone (`sigv2-link.ts`). */
function version2(): ApiError {
  return new ApiError("InvalidRequest", 400, `The authorization mechanism you have provided is not supported. Please use ${algorithm}.`);
}

function readExpires(text: string | undefined, family: SignatureFamily): number {
  // Services other than S3 do not ask for it; their signatures then live as long as a header's.
  if (text === undefined) return limits.clockSkewMs / 1000;
  const seconds = /^-?\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (Number.isNaN(seconds)) throw queryError(family, "X-Amz-Expires should be a number");
  if (seconds < 1) throw queryError(family, "X-Amz-Expires must be non-negative");
  if (seconds > limits.presignedSeconds) {
    throw queryError(
      family,
      `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${limits.presignedSeconds} seconds`,
    );
  }
  return seconds;
}

function queryError(family: SignatureFamily, message: string): ApiError {
  return family === "s3" ? new ApiError("AuthorizationQueryParametersError", 400, message) : signatureErrors[family].malformed(message);
}

type Scope = Pick<Claim, "accessKeyId" | "date" | "region" | "service" | "scope">;

function readScope(credential: string, timestamp: string, family: SignatureFamily): Scope {
  const errors = signatureErrors[family];
  const parts = credential.split("/");
  const [date, region, service, terminator] = parts.slice(-4);
  const accessKeyId = parts.slice(0, -4).join("/");
  if (!accessKeyId || !date || !region || !service || terminator !== "aws4_request") {
    throw errors.malformed("Credential must have 5 slash-delimited elements: access key, date, region, service and aws4_request.");
  }
  if (!/^\d{8}T\d{6}Z$/.test(timestamp)) throw errors.malformed("The date must be in ISO8601 basic format, yyyymmddThhmmssZ.");
  if (!timestamp.startsWith(date)) {
    throw errors.malformed(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${date.slice(0, 20)}' != '${timestamp.slice(0, 8)}'.`,
    );
  }
  return { accessKeyId, date, region, service, scope: `${date}/${region}/${service}/aws4_request` };
}

function readSignedHeaders(text: string, family: SignatureFamily): readonly string[] {
  const names = text.split(";");
  if (!names.includes("host")) throw signatureErrors[family].malformed("'Host' must be a 'SignedHeader' in the AWS Authorization.");
  if (names.some((name, at) => name !== name.toLowerCase() || (at > 0 && name <= names[at - 1]!))) {
    throw signatureErrors[family].malformed("SignedHeaders must be lower-case, sorted and without repetition.");
  }
  return names;
}

/** The Date header in the form of X-Amz-Date. */
function headerDate(date: string | undefined): string | undefined {
  const parsed = date === undefined ? Number.NaN : Date.parse(date);
  return Number.isNaN(parsed) ? undefined : basicTime(parsed);
}

/** `yyyymmddThhmmssZ`. */
export function basicTime(ms: number): string {
  const iso = new Date(ms).toISOString();
  return `${iso.slice(0, 4)}${iso.slice(5, 7)}${iso.slice(8, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`;
}
