/** What is asked of every request about a part: a possible number, and an upload in progress. */
import type { Call } from "../../../api/handlers.ts";
import { limits } from "../../../limits.ts";
import type { ObjectStore, UploadInfo, UploadRef } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { s3Errors } from "./s3-errors.ts";

interface PartInput {
  readonly Bucket: string;
  readonly Key: string;
  readonly UploadId: string;
  readonly PartNumber: number;
  readonly SSECustomerAlgorithm?: string;
}

export function uploadRef(input: { Bucket: string; Key: string; UploadId: string }): UploadRef {
  return { bucket: input.Bucket, key: input.Key, id: input.UploadId };
}

export async function uploadOf(ctx: { objects: ObjectStore }, call: Call<PartInput>): Promise<UploadInfo> {
  await bucketOf(ctx, call);
  const { input } = call;
  if (input.SSECustomerAlgorithm !== undefined) throw s3Errors.notImplemented("x-amz-server-side-encryption-customer-algorithm");
  if (input.PartNumber < 1 || input.PartNumber > limits.uploadParts) {
    const message = `Part number must be an integer between 1 and ${limits.uploadParts}, inclusive`;
    throw s3Errors.invalidArgument("partNumber", input.PartNumber, message);
  }
  const upload = await ctx.objects.upload(uploadRef(input));
  if (!upload) throw s3Errors.noSuchUpload(input.UploadId);
  return upload;
}
