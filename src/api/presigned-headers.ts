/**
 * Headers of a presigned S3 request that stand in its query: clients put there what a browser could not send, such as metadata, and
 * S3 reads them as headers.
 */
import { decodeText } from "./sigv4-encoding.ts";
import type { WireRequest } from "./wire.ts";

/** The JavaScript SDK writes the checksum of an empty body into links for uploads; it cannot be meant. */
const neverMeant = /^x-amz-(?:checksum-|sdk-checksum-algorithm)/;

/** The headers sent and those in the query; what is in the query was signed, so it goes before what was sent. */
export function presignedHeaders(request: WireRequest): Readonly<Record<string, string>> {
  const headers: Record<string, string> = { ...request.headers };
  for (const part of request.query.split("&")) {
    const equals = part.indexOf("=");
    const name = part.slice(0, Math.max(equals, 0));
    // Amazon's own authentication parameters begin with capitals: X-Amz-Date.
    if (!/^(?:x-amz-[a-z0-9-]+|content-type|content-md5)$/.test(name) || neverMeant.test(name)) continue;
    headers[name] = decodeText(part.slice(equals + 1));
  }
  return headers;
}
