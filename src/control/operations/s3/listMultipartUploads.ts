/** ListMultipartUploads: the uploads in progress in a bucket. */
import type { ListMultipartUploadsOutput, ListMultipartUploadsRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { nameWriter, ownerOf, pageSize } from "./list-encoding.ts";
import { wholeSeconds } from "./read-conditions.ts";

export async function listMultipartUploads(
  ctx: { objects: ObjectStore },
  call: Call<ListMultipartUploadsRequest>,
): Promise<ListMultipartUploadsOutput> {
  const bucket = await bucketOf(ctx, call);
  const { input } = call;
  const limit = pageSize("max-uploads", input.MaxUploads);
  const write = nameWriter(input.EncodingType);
  const page = await ctx.objects.uploads({
    bucket: bucket.name,
    prefix: input.Prefix ?? "",
    delimiter: input.Delimiter ?? "",
    after: input.KeyMarker ? { key: input.KeyMarker, id: input.UploadIdMarker } : undefined,
    limit,
  });
  const owner = ownerOf(call.principal);
  return {
    Bucket: bucket.name,
    KeyMarker: write(input.KeyMarker ?? ""),
    UploadIdMarker: input.UploadIdMarker ?? "",
    NextKeyMarker: write(page.next?.key),
    NextUploadIdMarker: page.next?.id,
    Prefix: write(input.Prefix ?? ""),
    Delimiter: write(input.Delimiter),
    MaxUploads: limit,
    EncodingType: input.EncodingType,
    IsTruncated: page.next !== undefined,
    Uploads: page.uploads.map((upload) => ({
      UploadId: upload.id,
      Key: write(upload.key),
      Initiated: new Date(wholeSeconds(upload.startedAt)),
      StorageClass: (upload.properties.storageClass ?? "STANDARD") as "STANDARD",
      Owner: owner,
      Initiator: owner,
      ChecksumAlgorithm: upload.checksum?.algorithm,
      ChecksumType: upload.checksum?.type,
    })),
    CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: write(prefix) })),
  };
}
