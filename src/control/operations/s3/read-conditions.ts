/** Whether a conditional read or copy goes ahead (RFC 9110, 13.2.2, with the pairs of headers S3 documents). */
import type { ObjectInfo } from "../../../objects/object-store.ts";
import { namesEtag } from "./etags.ts";

export interface ReadConditions {
  readonly ifMatch?: string;
  readonly ifNoneMatch?: string;
  readonly ifModifiedSince?: Date;
  readonly ifUnmodifiedSince?: Date;
}

export type Verdict = { readonly kind: "go" } | { readonly kind: "notModified" } | { readonly kind: "failed"; readonly condition: string };

/** A true `If-Match` outweighs `If-Unmodified-Since`, and `If-None-Match` outweighs `If-Modified-Since`. Times count in seconds. */
export function readVerdict(conditions: ReadConditions, object: Pick<ObjectInfo, "etag" | "lastModified">): Verdict {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const modified = wholeSeconds(object.lastModified);
  if (ifMatch !== undefined) {
    if (!namesEtag(ifMatch, object.etag)) return { kind: "failed", condition: "If-Match" };
  } else if (ifUnmodifiedSince && modified > ifUnmodifiedSince.getTime()) {
    return { kind: "failed", condition: "If-Unmodified-Since" };
  }
  if (ifNoneMatch !== undefined) return namesEtag(ifNoneMatch, object.etag) ? { kind: "notModified" } : { kind: "go" };
  return ifModifiedSince && modified <= ifModifiedSince.getTime() ? { kind: "notModified" } : { kind: "go" };
}

/** S3 tells times of objects to the second, in headers and lists alike, so that clients may compare them. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
