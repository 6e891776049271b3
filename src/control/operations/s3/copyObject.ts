/** CopyObject: an object under another key, with the same or with new things said about it. */
import type { CopyObjectOutput, CopyObjectRequest } from "../../../api/gen/s3.gen.ts";
import type { Call } from "../../../api/handlers.ts";
import type { ObjectInfo, ObjectProperties, ObjectStore } from "../../../objects/object-store.ts";
import { bucketOf } from "./bucket-access.ts";
import { checksumFields, supportedAlgorithm } from "./checksum-fields.ts";
import { copySource, requireCopyable } from "./copy-source.ts";
import { quoted, writeCondition } from "./etags.ts";
import { checkedTagging, describeEncryption, encryptionOf, requireSupported, toProperties } from "./object-properties.ts";
import { wholeSeconds } from "./read-conditions.ts";
import { s3Errors } from "./s3-errors.ts";

export async function copyObject(ctx: { objects: ObjectStore }, call: Call<CopyObjectRequest>): Promise<CopyObjectOutput> {
  await bucketOf(ctx, call);
  const { input } = call;
  const from = copySource(call);
  if (!(await ctx.objects.bucket(from.bucket))) throw s3Errors.noSuchBucket(from.bucket);
  if (from.bucket === input.Bucket && from.key === input.Key && !changesAnything(input)) {
    throw s3Errors.invalidRequest(
      "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, storage class, website redirect location or encryption attributes.",
    );
  }
  const info = await ctx.objects.copy({
    from,
    bucket: input.Bucket,
    key: input.Key,
    algorithm: input.ChecksumAlgorithm && supportedAlgorithm(input.ChecksumAlgorithm),
    condition: writeCondition(input),
    properties: (source) => {
      requireCopyable(input, source);
      return copiedProperties(input, source);
    },
  });
  return {
    CopyObjectResult: {
      ETag: quoted(info.etag),
      LastModified: new Date(wholeSeconds(info.lastModified)),
      ...checksumFields(info.checksum),
      ChecksumType: info.checksum?.type,
    },
    ...describeEncryption(info.properties),
  };
}

/** Headers and metadata come from the source or, with REPLACE, from the request; storage class and encryption always from the request. */
function copiedProperties(input: CopyObjectRequest, source: ObjectInfo): ObjectProperties {
  requireSupported(input);
  const tagging = input.TaggingDirective === "REPLACE" ? checkedTagging(input.Tagging) : source.properties.tagging;
  if (input.MetadataDirective === "REPLACE") return { ...toProperties(input), tagging };
  return {
    ...source.properties,
    storageClass: input.StorageClass,
    websiteRedirectLocation: input.WebsiteRedirectLocation,
    encryption: encryptionOf(input),
    tagging,
  };
}

function changesAnything(input: CopyObjectRequest): boolean {
  return (
    input.MetadataDirective === "REPLACE" ||
    input.TaggingDirective === "REPLACE" ||
    input.StorageClass !== undefined ||
    input.WebsiteRedirectLocation !== undefined ||
    input.ServerSideEncryption !== undefined ||
    input.ChecksumAlgorithm !== undefined
  );
}
