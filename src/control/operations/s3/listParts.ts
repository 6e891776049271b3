/** ListParts: what has arrived of an upload. */
import type { ListPartsOutput, ListPartsRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { checksumFields } from "./checksum-fields.ts";
import { quoted } from "./etags.ts";
import { ownerOf, pageSize } from "./list-encoding.ts";
import { uploadRef } from "./part-access.ts";
import { wholeSeconds } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

export async function listParts(ctx: { objects: ObjectStore }, call: Call<ListPartsRequest>): Promise<ListPartsOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  const limit = pageSize("max-parts", input.MaxParts);
  const after = input.PartNumberMarker ?? 0;
  const ref = uploadRef(input);
  const upload = await ctx.objects.upload(ref);
  if (!upload) throw s3Errors.noSuchUpload(input.UploadId);
  const found = await ctx.objects.parts(ref, after, limit + 1);
  const page = found.slice(0, limit);
  const owner = ownerOf(call.principal);
  return {
    Bucket: input.Bucket,
    Key: input.Key,
    UploadId: input.UploadId,
    PartNumberMarker: after,
    NextPartNumberMarker: page.at(-1)?.number ?? 0,
    MaxParts: limit,
    IsTruncated: found.length > limit,
    Parts: page.map((part) => ({
      PartNumber: part.number,
      LastModified: new Date(wholeSeconds(part.lastModified)),
      ETag: quoted(part.etag),
      Size: part.sizeBytes,
      ...checksumFields(part.checksum),
    })),
    Initiator: owner,
    Owner: owner,
    StorageClass: (upload.properties.storageClass ?? "STANDARD") as ListPartsOutput["StorageClass"],
    ChecksumAlgorithm: upload.checksum?.algorithm,
    ChecksumType: upload.checksum?.type,
  };
}
