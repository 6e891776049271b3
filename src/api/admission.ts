/** Who a caller is: proven by a signature, or everybody the same when authentication is off. */
import { hash } from "node:crypto";
import type { Destination } from "./dispatch.ts";
import { isVersion2Link, proveVersion2Link } from "./sigv2-link.ts";
import { type CredentialLookup, openSignature, type PayloadClaim, payloadClaim, proveSignature, type Signature } from "./sigv4.ts";
import { credentialParts } from "./sigv4-claim.ts";
import type { SigningKeys } from "./sigv4-keys.ts";
import type { Principal, WireRequest } from "./wire.ts";

export interface AdmissionOptions {
  readonly credentials: CredentialLookup;
  readonly noAuth?: boolean;
  readonly defaultRegion: string;
  readonly accountId: string;
  readonly hostNames?: readonly string[];
  readonly keys: SigningKeys;
  readonly nowMs: number;
}

export interface Admission {
  readonly payload: PayloadClaim;
  readonly signature: Signature | undefined;
  /** The caller, proven; `body` is needed when `payload.kind` is "body". Throws when the signature does not fit. */
  prove(body?: Buffer): Principal;
}

/** Checks the head of a request; the proof follows when the body is known. */
export function admit(request: WireRequest, destination: Destination, options: AdmissionOptions): Admission {
  if (options.noAuth) {
    const principal = anyone(request, options);
    return { payload: payloadClaim(request, destination.family), signature: undefined, prove: () => principal };
  }
  const { family, model } = destination;
  const { credentials, keys, nowMs } = options;
  if (family === "s3" && isVersion2Link(request)) {
    const principal = proveVersion2Link(request, options);
    return { payload: { kind: "unsigned" }, signature: undefined, prove: () => principal };
  }
  const signature = openSignature(request, { credentials, keys, nowMs, family, service: model.signingName });
  return {
    payload: signature.payload,
    signature,
    prove: (body) => proveSignature(signature, signature.payload.kind === "body" && body ? hash("sha256", body, "hex") : undefined),
  };
}

/** The caller when authentication is off: the account's user, in the region the request would have been signed for. */
function anyone(request: WireRequest, options: AdmissionOptions): Principal {
  const { accessKeyId = "anonymous", region = options.defaultRegion } = credentialParts(request) ?? {};
  return { accessKeyId, accountId: options.accountId, region, arn: `arn:aws:sts::${options.accountId}:assumed-role/hostler/anonymous` };
}
