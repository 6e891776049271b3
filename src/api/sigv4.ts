/**
 * Verifies AWS Signature Version 4: who signed a request, and what its body must hash to.
 * In two steps, because the body of most services is part of what is signed: `openSignature` checks all that the head of the request
 * tells (key, scope, time), `proveSignature` the signature itself once the hash of the body is known.
 */
import { hash, timingSafeEqual } from "node:crypto";
import { type Claim, readClaim } from "./sigv4-claim.ts";
import { canonicalPath, canonicalQuery, canonicalS3Path } from "./sigv4-encoding.ts";
import { type SignatureFamily, signatureErrors } from "./sigv4-errors.ts";
import type { SigningKey, SigningKeys } from "./sigv4-keys.ts";
import { checkTime } from "./sigv4-time.ts";
import { ApiError, type Principal, type WireRequest } from "./wire.ts";

/** What is known about an access key. */
export interface Credential {
  readonly secret: string;
  readonly accountId: string;
  readonly arn: string;
  /** Of temporary credentials: the token that must come along, and when they end. */
  readonly sessionToken?: string;
  readonly expiresMs?: number;
}

export type CredentialLookup = (accessKeyId: string) => Credential | undefined;

export interface SignatureContext {
  readonly credentials: CredentialLookup;
  readonly keys: SigningKeys;
  readonly nowMs: number;
  readonly family: SignatureFamily;
  /** The signing name the scope must have. */
  readonly service: string;
  /** Only test suites sign paths as they are; every service but S3 folds `.` and `..`. */
  readonly normalisePath?: boolean;
}

/** How the body is protected, as S3's `x-amz-content-sha256` says; other services always sign the hash of the body. */
export type PayloadClaim =
  | { readonly kind: "body" }
  | { readonly kind: "sha256"; readonly hex: string }
  | { readonly kind: "unsigned" }
  | { readonly kind: "chunked"; readonly signed: boolean; readonly trailer: boolean };

/** A request whose key, scope and time are good, and whose signature is yet to be proven. */
export interface Signature {
  readonly claim: Claim;
  readonly credential: Credential;
  readonly payload: PayloadClaim;
  /** Signs text as the caller must have: also the chunks of the body. */
  readonly key: SigningKey;
  readonly request: WireRequest;
  readonly context: SignatureContext;
}

const emptyHash = hash("sha256", "", "hex");

/** Reads and checks everything but the signature. Throws the family's error. */
export function openSignature(request: WireRequest, context: SignatureContext): Signature {
  const errors = signatureErrors[context.family];
  const claim = readClaim(request, context.family);
  if (claim.service !== context.service) throw errors.wrongService(context.service);
  const credential = context.credentials(claim.accessKeyId);
  if (!credential) throw errors.unknownKey(claim.accessKeyId);
  checkTime(claim, context.family, context.nowMs);
  if (credential.sessionToken !== undefined && !same(credential.sessionToken, claim.sessionToken ?? "")) throw errors.wrongToken();
  if (credential.expiresMs !== undefined && context.nowMs >= credential.expiresMs) throw errors.expiredToken();
  if (context.family === "s3") checkSignedHeaders(request, claim);
  const key = context.keys.of(claim.accessKeyId, credential.secret, claim.date, claim.region, claim.service);
  return { claim, credential, payload: payloadOf(request, claim, context.family), key, request, context };
}

/** Proves the signature; `bodySha256` (hex) is needed when `payload.kind` is "body" and is the hash of no bytes when absent. */
export function proveSignature(signature: Signature, bodySha256: string = emptyHash): Principal {
  const { claim, credential, payload, key, request, context } = signature;
  const payloadHash = payload.kind === "body" ? bodySha256 : payloadText(payload);
  const canonical = canonicalRequest(request, claim, payloadHash, context);
  const text = stringToSign(claim, canonical);
  if (!same(key.sign(text), claim.signature)) {
    throw signatureErrors[context.family].mismatch(claim.accessKeyId, text, canonical);
  }
  return { accessKeyId: claim.accessKeyId, accountId: credential.accountId, region: claim.region, arn: credential.arn };
}

/** The request in the one spelling that is signed. */
export function canonicalRequest(
  request: WireRequest,
  claim: Claim,
  payloadHash: string,
  context: Pick<SignatureContext, "family" | "normalisePath">,
): string {
  const path = context.family === "s3" ? canonicalS3Path(request.path) : canonicalPath(request.path, context.normalisePath ?? true);
  let headers = "";
  for (const name of claim.signedHeaders) headers += `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`;
  return `${request.method}\n${path}\n${canonicalQuery(request.query)}\n${headers}\n${claim.signedHeaders.join(";")}\n${payloadHash}`;
}

export function stringToSign(claim: Claim, canonical: string): string {
  return `AWS4-HMAC-SHA256\n${claim.timestamp}\n${claim.scope}\n${hash("sha256", canonical, "hex")}`;
}

/** Compares without telling by its time how much was right. */
export function same(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

const chunkedForms: Readonly<Record<string, PayloadClaim>> = {
  "UNSIGNED-PAYLOAD": { kind: "unsigned" },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD": { kind: "chunked", signed: true, trailer: false },
  "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER": { kind: "chunked", signed: true, trailer: true },
  "STREAMING-UNSIGNED-PAYLOAD-TRAILER": { kind: "chunked", signed: false, trailer: true },
};

/** How the body of an unauthenticated request is framed, when authentication is off. */
export function payloadClaim(request: WireRequest, family: SignatureFamily): PayloadClaim {
  return family === "s3" && request.headers["x-amz-content-sha256"] ? payloadOf(request, undefined, family) : { kind: "unsigned" };
}

function payloadOf(request: WireRequest, claim: Claim | undefined, family: SignatureFamily): PayloadClaim {
  // Elsewhere the body itself decides, so that nobody can declare a body unsigned.
  if (family !== "s3") return { kind: "body" };
  const header = request.headers["x-amz-content-sha256"];
  const declared = !claim?.presigned || claim.signedHeaders.includes("x-amz-content-sha256") ? header : claim.contentSha256;
  if (declared === undefined) {
    if (claim?.presigned) return { kind: "unsigned" };
    throw new ApiError("InvalidRequest", 400, "Missing required header for this request: x-amz-content-sha256");
  }
  const form = Object.hasOwn(chunkedForms, declared) ? chunkedForms[declared] : undefined;
  if (form) return form;
  if (/^[0-9a-fA-F]{64}$/.test(declared)) return { kind: "sha256", hex: declared };
  throw new ApiError(
    "InvalidArgument",
    400,
    "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
    {
      members: { ArgumentName: "x-amz-content-sha256", ArgumentValue: declared.slice(0, 200) },
    },
  );
}

/** The last line of the canonical request, where the request itself declares it. */
function payloadText(payload: Exclude<PayloadClaim, { kind: "body" }>): string {
  if (payload.kind === "sha256") return payload.hex;
  if (payload.kind === "unsigned") return "UNSIGNED-PAYLOAD";
  return payload.signed ? `STREAMING-AWS4-HMAC-SHA256-PAYLOAD${payload.trailer ? "-TRAILER" : ""}` : "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
}

/** S3 refuses `x-amz-*` headers that the signature does not cover, since they change what the request means. */
function checkSignedHeaders(request: WireRequest, claim: Claim): void {
  const unsigned = Object.keys(request.headers).filter(
    (name) =>
      name.startsWith("x-amz-") && name !== "x-amz-content-sha256" && name !== "x-amz-user-agent" && !claim.signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  throw new ApiError("AccessDenied", 403, "There were headers present in the request which were not signed", {
    members: { HeadersNotSigned: unsigned.join(", ") },
  });
}
