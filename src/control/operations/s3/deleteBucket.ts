/** DeleteBucket: removes an empty bucket. */
import type { DeleteBucketRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";

export async function deleteBucket(ctx: { objects: ObjectStore }, call: Call<DeleteBucketRequest>): Promise<void> {
  const bucket = await bucketOf(ctx, call);
  await ctx.objects.deleteBucket(bucket.name);
}
