/** CompleteMultipartUpload: makes an object of the listed parts. */
import type { CompleteMultipartUploadOutput, CompleteMultipartUploadRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { CompleteRequest, ObjectInfo, ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { checksumFields, givenChecksum } from "./checksum-fields.ts";
import { quoted, unquoted, writeCondition } from "./etags.ts";
import { describeEncryption } from "./object-properties.ts";
import { uploadRef } from "./part-access.ts";
import { s3Errors } from "./s3-errors.ts";

export async function completeMultipartUpload(
  ctx: { objects: ObjectStore },
  call: Call<CompleteMultipartUploadRequest>,
): Promise<CompleteMultipartUploadOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  const info = await ctx.objects.completeUpload({
    upload: uploadRef(input),
    parts: listedParts(input),
    condition: writeCondition(input),
    accept: (object) => requireExpected(input, object),
  });
  const path = [input.Bucket, ...input.Key.split("/")].map(encodeURIComponent).join("/");
  return {
    Location: `http://${call.headers.host ?? "localhost"}/${path}`,
    Bucket: input.Bucket,
    Key: input.Key,
    ETag: quoted(info.etag),
    ...checksumFields(info.checksum),
    ChecksumType: info.checksum?.type,
    ...describeEncryption(info.properties),
  };
}

function listedParts(input: CompleteMultipartUploadRequest): CompleteRequest["parts"] {
  const parts = input.MultipartUpload?.Parts ?? [];
  if (parts.length === 0) throw s3Errors.malformedXml();
  return parts.map((part) => {
    if (part.PartNumber === undefined || part.ETag === undefined) throw s3Errors.malformedXml();
    return { number: part.PartNumber, etag: unquoted(part.ETag), checksumValue: givenChecksum(part)?.value };
  });
}

/** Compares what the client says of the whole object with what its parts make. */
function requireExpected(input: CompleteMultipartUploadRequest, object: Pick<ObjectInfo, "sizeBytes" | "checksum">): void {
  const { sizeBytes, checksum } = object;
  if (input.MpuObjectSize !== undefined && input.MpuObjectSize !== sizeBytes) {
    throw s3Errors.invalidRequest(
      `The provided 'x-amz-mp-object-size' header value ${input.MpuObjectSize} does not match what was computed: ${sizeBytes}`,
    );
  }
  if (input.ChecksumType !== undefined && checksum && input.ChecksumType !== checksum.type) {
    throw s3Errors.invalidRequest(
      `The upload was created using the ${checksum.type} checksum mode. The complete request must use the same checksum mode.`,
    );
  }
  const claimed = givenChecksum(input);
  if (!claimed || !checksum) return;
  // Some clients leave the number of parts off a composite checksum.
  const same = claimed.value === checksum.value || claimed.value === checksum.value.split("-")[0];
  if (claimed.algorithm !== checksum.algorithm || !same) throw s3Errors.badChecksum(claimed.algorithm);
}
