/** UploadPartCopy: a part whose bytes come from an object, or from a range of one. */
import type { UploadPartCopyOutput, UploadPartCopyRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ByteRange, ObjectStore } from "../../../objects/object-store.ts";
import { checksumFields } from "./checksum-fields.ts";
import { copySource, requireCopyable } from "./copy-source.ts";
import { quoted } from "./etags.ts";
import { describeEncryption } from "./object-properties.ts";
import { uploadOf } from "./part-access.ts";
import { wholeSeconds } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

export async function uploadPartCopy(ctx: { objects: ObjectStore }, call: Call<UploadPartCopyRequest>): Promise<UploadPartCopyOutput> {
  const upload = await uploadOf(ctx, call);
  const { input } = call;
  const from = copySource(call);
  if (!(await ctx.objects.bucket(from.bucket))) throw s3Errors.noSuchBucket(from.bucket);
  const source = await ctx.objects.read(from.bucket, from.key, (info) => {
    requireCopyable(input, info);
    return input.CopySourceRange === undefined ? undefined : copyRange(input.CopySourceRange, info.sizeBytes);
  });
  if (!source) throw s3Errors.noSuchKey(from.key);
  using _body = { [Symbol.dispose]: () => void source.body.destroy() };
  const part = await ctx.objects.putPart(upload, input.PartNumber, { body: source.body });
  return {
    CopyPartResult: { ETag: quoted(part.etag), LastModified: new Date(wholeSeconds(part.lastModified)), ...checksumFields(part.checksum) },
    ...describeEncryption(upload.properties),
  };
}

/** Stricter than a read's range: both ends are given, and lie within the source. */
function copyRange(header: string, sizeBytes: number): ByteRange {
  const match = /^bytes=(\d+)-(\d+)$/.exec(header);
  const range = { first: Number(match?.[1]), last: Number(match?.[2]) };
  if (!match || range.last < range.first) {
    const message =
      "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";
    throw s3Errors.invalidArgument("x-amz-copy-source-range", header, message);
  }
  if (range.last >= sizeBytes) {
    throw s3Errors.invalidArgument(
      "x-amz-copy-source-range",
      header,
      `Range specified is not valid for source object of size: ${sizeBytes}`,
    );
  }
  return range;
}
