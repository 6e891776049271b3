/** ETags stand in quotes on the wire and without them inside. */
import type { WriteCondition } from "../../../objects/object-store.ts";
import { s3Errors } from "./s3-errors.ts";

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** Clients leave the quotes out at times, or escape them. */
export function unquoted(etag: string): string {
  return etag.replace(/^W\//, "").replace(/^(?:"|&quot;)|(?:"|&quot;)$/g, "");
}

/** Tells whether a header such as `If-Match` names the ETag: one, a list of them, or `*`. */
export function namesEtag(header: string, etag: string): boolean {
  return header.split(",").some((item) => item.trim() === "*" || unquoted(item.trim()) === etag);
}

/** The condition of a write from its headers. `If-None-Match` takes only `*`, and both together make no sense. */
export function writeCondition(input: { IfMatch?: string; IfNoneMatch?: string }): WriteCondition | undefined {
  const { IfMatch, IfNoneMatch } = input;
  if (IfNoneMatch !== undefined) {
    if (IfNoneMatch !== "*" || IfMatch !== undefined) throw s3Errors.notImplemented("If-None-Match");
    return { kind: "absent" };
  }
  return IfMatch === undefined ? undefined : { kind: "etag", etag: unquoted(IfMatch) };
}
