/**
 * When a client stops waiting. SDKs say it with requests that they send again, once they know by our `Date` how far their clock is from
 * ours: `amz-sdk-request: ttl=20261129T221530Z; attempt=2; max=5` (seen from botocore and the SDKs built on smithy).
 */
import { limits } from "../limits.ts";

const ttl = /^ttl=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z(?:;|$)/;

/** How long from now the client still waits, in ms; undefined when it does not say it, or nothing that can be so: its clock may be wrong. */
export function clientWaitsMs(sdkRequest: string | undefined, nowMs: number): number | undefined {
  if (!sdkRequest?.startsWith("ttl=")) return undefined;
  const [, year, month, day, hour, minute, second] = (ttl.exec(sdkRequest) ?? []).map(Number);
  if (second === undefined) return undefined;
  // To the end of the second that it names.
  const leftMs = Date.UTC(year!, month! - 1, day, hour, minute, second + 1) - nowMs;
  return leftMs > 0 && leftMs < limits.invocationMs ? leftMs : undefined;
}
