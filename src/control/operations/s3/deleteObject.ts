/** DeleteObject: removes an object; a key without one is fine, so that it can be repeated. */
import type { DeleteObjectOutput, DeleteObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { unquoted } from "./etags.ts";
import { s3Errors } from "./s3-errors.ts";

export async function deleteObject(ctx: { objects: ObjectStore }, call: Call<DeleteObjectRequest>): Promise<DeleteObjectOutput> {
  await bucketOf(ctx, call);
  const { Bucket, Key, IfMatch } = call.input;
  const [outcome] = await ctx.objects.delete(Bucket, [{ key: Key, etag: IfMatch === undefined ? undefined : unquoted(IfMatch) }]);
  if (outcome === "changed") throw s3Errors.preconditionFailed("If-Match");
  if (outcome === "missing" && IfMatch !== undefined) throw s3Errors.noSuchKey(Key);
  return {};
}
