/** HeadObject: what GetObject would answer, without the bytes. */
import type { HeadObjectOutput, HeadObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { chooseView, describeView } from "./object-view.ts";
import { s3Errors } from "./s3-errors.ts";

export async function headObject(ctx: { objects: ObjectStore }, call: Call<HeadObjectRequest>): Promise<HeadObjectOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  const info = await ctx.objects.head(input.Bucket, input.Key);
  if (!info) throw s3Errors.noSuchKey(input.Key);
  const parts = input.PartNumber === undefined ? [] : await ctx.objects.objectParts(input.Bucket, input.Key);
  return describeView(call, info, chooseView(input, info, parts));
}
