/** CreateMultipartUpload: begins an object that arrives in parts. */
import type { CreateMultipartUploadOutput, CreateMultipartUploadRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { describeEncryption, toProperties } from "./object-properties.ts";
import { uploadChecksum } from "./upload-checksum.ts";

export async function createMultipartUpload(
  ctx: { objects: ObjectStore },
  call: Call<CreateMultipartUploadRequest>,
): Promise<CreateMultipartUploadOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  const properties = toProperties(input);
  const checksum = uploadChecksum(input.ChecksumAlgorithm, input.ChecksumType);
  const upload = await ctx.objects.createUpload({ bucket: input.Bucket, key: input.Key, properties, checksum });
  return {
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: upload.id,
    ChecksumAlgorithm: checksum?.algorithm,
    ChecksumType: checksum?.type,
    ...describeEncryption(properties),
  };
}
