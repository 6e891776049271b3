/** The `x-amz-copy-source` header: `bucket/key`, percent-encoded, with or without a slash in front and a version behind. */
import type { Call } from "../../../api/handlers.ts";
import type { ObjectInfo } from "../../../objects/object-store.ts";
import { requireCurrentVersion, requireOwner } from "./bucket-access.ts";
import { readVerdict } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

interface CopyInput {
  readonly CopySource: string;
  readonly CopySourceIfMatch?: string;
  readonly CopySourceIfNoneMatch?: string;
  readonly CopySourceIfModifiedSince?: Date;
  readonly CopySourceIfUnmodifiedSince?: Date;
  readonly CopySourceSSECustomerAlgorithm?: string;
  readonly ExpectedSourceBucketOwner?: string;
}

export function copySource(call: Call<CopyInput>): { bucket: string; key: string } {
  const { CopySource, CopySourceSSECustomerAlgorithm, ExpectedSourceBucketOwner } = call.input;
  if (CopySourceSSECustomerAlgorithm !== undefined)
    throw s3Errors.notImplemented("x-amz-copy-source-server-side-encryption-customer-algorithm");
  requireOwner(call, ExpectedSourceBucketOwner);
  const [path, version] = CopySource.split("?versionId=", 2);
  requireCurrentVersion(version);
  const match = /^\/?([^/]+)\/(.+)$/s.exec(decoded(path!));
  if (!match)
    throw s3Errors.invalidArgument(
      "x-amz-copy-source",
      CopySource,
      "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
    );
  return { bucket: match[1]!, key: match[2]! };
}

/** Throws unless the source is as the copy's conditions want it. A copy has no "not modified": that too is a failed condition. */
export function requireCopyable(input: CopyInput, source: ObjectInfo): void {
  const verdict = readVerdict(
    {
      ifMatch: input.CopySourceIfMatch,
      ifNoneMatch: input.CopySourceIfNoneMatch,
      ifModifiedSince: input.CopySourceIfModifiedSince,
      ifUnmodifiedSince: input.CopySourceIfUnmodifiedSince,
    },
    source,
  );
  if (verdict.kind === "go") return;
  const unchanged = input.CopySourceIfNoneMatch === undefined ? "x-amz-copy-source-If-Modified-Since" : "x-amz-copy-source-If-None-Match";
  throw s3Errors.preconditionFailed(verdict.kind === "failed" ? `x-amz-copy-source-${verdict.condition}` : unchanged);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw s3Errors.invalidArgument("x-amz-copy-source", path, "Invalid copy source encoding.");
  }
}
