/** HeadBucket: whether a bucket is there and may be used, and its region. */
import type { HeadBucketOutput, HeadBucketRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";

export async function headBucket(ctx: { objects: ObjectStore }, call: Call<HeadBucketRequest>): Promise<HeadBucketOutput> {
  const bucket = await bucketOf(ctx, call);
  return { BucketRegion: bucket.region, AccessPointAlias: false };
}
