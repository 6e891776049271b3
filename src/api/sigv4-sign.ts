/** Signs requests, for clients of ours: the CLI, drills, tests. */
import { hash } from "node:crypto";
import { canonicalRequest, stringToSign } from "./sigv4.ts";
import { basicTime, type Claim } from "./sigv4-claim.ts";
import { SigningKeys } from "./sigv4-keys.ts";
import type { WireRequest } from "./wire.ts";

export interface Signer {
  readonly accessKeyId: string;
  readonly secret: string;
  readonly region: string;
  /** Signing name: `sagemaker`, `s3`. */
  readonly service: string;
  readonly nowMs: number;
}

/** The headers to send: those of the request, `x-amz-date`, S3's content hash, and the Authorization. `request.headers` needs `host`. */
export function signedHeaders(request: WireRequest, body: Uint8Array | "UNSIGNED-PAYLOAD", signer: Signer): Record<string, string> {
  const timestamp = basicTime(signer.nowMs);
  const payloadHash = typeof body === "string" ? body : hash("sha256", body, "hex");
  const headers: Record<string, string> = { ...request.headers, "x-amz-date": timestamp };
  if (signer.service === "s3") headers["x-amz-content-sha256"] ??= payloadHash;
  const claim = claimOf(signer, timestamp, Object.keys(headers).sort());
  const canonical = canonicalRequest({ ...request, headers }, claim, headers["x-amz-content-sha256"] ?? payloadHash, {
    family: signer.service === "s3" ? "s3" : "json",
  });
  const key = new SigningKeys().of(signer.accessKeyId, signer.secret, claim.date, signer.region, signer.service);
  const signature = key.sign(stringToSign(claim, canonical));
  const credential = `Credential=${signer.accessKeyId}/${claim.scope}`;
  headers.authorization = `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${claim.signedHeaders.join(";")}, Signature=${signature}`;
  return headers;
}

function claimOf(signer: Signer, timestamp: string, signedHeaders: readonly string[]): Claim {
  const { accessKeyId, region, service } = signer;
  const date = timestamp.slice(0, 8);
  const scope = `${date}/${region}/${service}/aws4_request`;
  return {
    accessKeyId,
    date,
    region,
    service,
    scope,
    timestamp,
    signedHeaders,
    signature: "",
    sessionToken: undefined,
    presigned: false,
    expiresSeconds: undefined,
    contentSha256: undefined,
  };
}
