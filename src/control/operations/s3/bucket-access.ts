/** What is asked of every request before its operation: that the bucket is there, is the expected one, and the key is possible. */
import type { Call } from "../../../api/handlers.ts";
import { limits } from "../../../limits.ts";
import type { Bucket, ObjectStore } from "../../../objects/object-store.ts";
import { s3Errors } from "./s3-errors.ts";

interface Addressed {
  readonly Bucket: string;
  readonly Key?: string;
  readonly VersionId?: string;
  readonly ExpectedBucketOwner?: string;
}

/** The bucket of a request. All buckets belong to the account of the caller; whoever expects another owner is refused. */
export async function bucketOf(ctx: { objects: ObjectStore }, call: Call<Addressed>): Promise<Bucket> {
  const { Bucket, Key, VersionId, ExpectedBucketOwner } = call.input;
  const bucket = await ctx.objects.bucket(Bucket);
  if (!bucket) throw s3Errors.noSuchBucket(Bucket);
  requireOwner(call, ExpectedBucketOwner);
  if (Key !== undefined) requirePossibleKey(Key);
  requireCurrentVersion(VersionId);
  return bucket;
}

export function requireOwner(call: Call<unknown>, expected: string | undefined): void {
  if (expected !== undefined && expected !== call.principal.accountId) throw s3Errors.notOwner();
}

/** Buckets are not versioned: the only version of an object is called `null`. */
export function requireCurrentVersion(version: string | undefined): void {
  if (version !== undefined && version !== "null") throw s3Errors.invalidVersion(version);
}

function requirePossibleKey(key: string): void {
  const sizeBytes = Buffer.byteLength(key);
  if (sizeBytes > limits.objectKeyBytes) throw s3Errors.keyTooLong(sizeBytes, limits.objectKeyBytes);
}
