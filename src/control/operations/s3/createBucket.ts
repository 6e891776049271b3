/** CreateBucket: makes a bucket, or says that it is there. */
import type { CreateBucketOutput, CreateBucketRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { requireSupported } from "./object-properties.ts";
import { s3Errors } from "./s3-errors.ts";

/** In us-east-1 creating one's own bucket again succeeds, everywhere else it is a conflict: S3's oldest oddity, which clients know. */
export async function createBucket(ctx: { objects: ObjectStore }, call: Call<CreateBucketRequest>): Promise<CreateBucketOutput> {
  const { Bucket: name, CreateBucketConfiguration, ACL, ObjectLockEnabledForBucket } = call.input;
  if (!isBucketName(name)) throw s3Errors.invalidBucketName(name);
  if (ObjectLockEnabledForBucket) throw s3Errors.notImplemented("x-amz-bucket-object-lock-enabled");
  requireSupported({ ACL });
  const region = CreateBucketConfiguration?.LocationConstraint ?? call.principal.region;
  const created = await ctx.objects.createBucket(name, region);
  if (!created && (await ctx.objects.bucket(name))?.region !== "us-east-1") throw s3Errors.bucketOwnedByYou(name);
  return { Location: `/${name}` };
}

/** The rules for names of general purpose buckets. */
function isBucketName(name: string): boolean {
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) return false;
  if (name.includes("..") || /^\d+\.\d+\.\d+\.\d+$/.test(name)) return false;
  return !/^(xn--|sthree-|amzn-s3-demo-)/.test(name) && !/(-s3alias|--ol-s3|\.mrap|--x-s3)$/.test(name);
}
