/** GetBucketLocation: the region of a bucket; nothing stands for us-east-1. */
import type { GetBucketLocationOutput, GetBucketLocationRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";

export async function getBucketLocation(
  ctx: { objects: ObjectStore },
  call: Call<GetBucketLocationRequest>,
): Promise<GetBucketLocationOutput> {
  const { region } = await bucketOf(ctx, call);
  return { LocationConstraint: region === "us-east-1" ? undefined : (region as GetBucketLocationOutput["LocationConstraint"]) };
}
