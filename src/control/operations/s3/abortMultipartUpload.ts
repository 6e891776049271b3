/** AbortMultipartUpload: forgets an upload and its parts. */
import type { AbortMultipartUploadOutput, AbortMultipartUploadRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { uploadRef } from "./part-access.ts";

export async function abortMultipartUpload(
  ctx: { objects: ObjectStore },
  call: Call<AbortMultipartUploadRequest>,
): Promise<AbortMultipartUploadOutput> {
  await bucketOf(ctx, call);
  await ctx.objects.abortUpload(uploadRef(call.input));
  return {};
}
