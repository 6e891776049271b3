/** GetObject: an object's bytes, or the part of them that was asked for. */
import type { GetObjectOutput, GetObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { chooseView, describeView } from "./object-view.ts";
import { s3Errors } from "./s3-errors.ts";

export async function getObject(ctx: { objects: ObjectStore }, call: Call<GetObjectRequest>): Promise<GetObjectOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  let view: ReturnType<typeof chooseView> = {};
  const opened = await ctx.objects.read(input.Bucket, input.Key, (info, parts) => {
    view = chooseView(input, info, parts);
    return view.range;
  });
  if (!opened) throw s3Errors.noSuchKey(input.Key);
  return { ...describeView(call, opened.info, view), Body: opened.body };
}
