/** A signature is good for a while around its time: a quarter of an hour, or what a presigned URL says. */
import { limits } from "../limits.ts";
import { basicTime, type Claim } from "./sigv4-claim.ts";
import { type SignatureFamily, signatureErrors } from "./sigv4-errors.ts";
import { ApiError } from "./wire.ts";

const skewMinutes = limits.clockSkewMs / 60_000;

/** Throws the family's error when the signature is too old or from too far ahead. */
export function checkTime(claim: Claim, family: SignatureFamily, nowMs: number): void {
  const signedMs = parseBasicTime(claim.timestamp);
  if (signedMs === undefined) throw signatureErrors[family].malformed(`'${claim.timestamp}' is no date.`);
  if (signedMs > nowMs + limits.clockSkewMs) {
    const latest = basicTime(nowMs + limits.clockSkewMs);
    throw skewed(
      family,
      `Signature not yet current: ${claim.timestamp} is still later than ${latest} (${basicTime(nowMs)} + ${skewMinutes} min.)`,
      signedMs,
      nowMs,
    );
  }
  if (claim.expiresSeconds !== undefined) checkExpiry(claim, family, signedMs, nowMs);
  else if (signedMs < nowMs - limits.clockSkewMs) {
    const earliest = basicTime(nowMs - limits.clockSkewMs);
    throw skewed(
      family,
      `Signature expired: ${claim.timestamp} is now earlier than ${earliest} (${basicTime(nowMs)} - ${skewMinutes} min.)`,
      signedMs,
      nowMs,
    );
  }
}

function checkExpiry(claim: Claim, family: SignatureFamily, signedMs: number, nowMs: number): void {
  const endMs = signedMs + claim.expiresSeconds! * 1000;
  if (nowMs <= endMs) return;
  if (family !== "s3") {
    throw skewed(family, `Signature expired: ${basicTime(endMs)} is now earlier than ${basicTime(nowMs)}`, signedMs, nowMs);
  }
  throw new ApiError("AccessDenied", 403, "Request has expired", {
    members: { "X-Amz-Expires": claim.expiresSeconds, Expires: isoTime(endMs), ServerTime: isoTime(nowMs) },
  });
}

function skewed(family: SignatureFamily, message: string, signedMs: number, nowMs: number): ApiError {
  return signatureErrors[family].skewed(message, basicTime(signedMs), isoTime(nowMs));
}

/** Reads `yyyymmddThhmmssZ`; undefined for anything else, such as a 31st of February. */
export function parseBasicTime(text: string): number | undefined {
  const part = (from: number, to: number): number => Number(text.slice(from, to));
  const ms = Date.UTC(part(0, 4), part(4, 6) - 1, part(6, 8), part(9, 11), part(11, 13), part(13, 15));
  return Number.isNaN(ms) || basicTime(ms) !== text ? undefined : ms;
}

function isoTime(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d{3}/, "");
}
